import { type ProblemCode, sayProblem } from '#words';

/** What a problem's code means, in both languages. The code is one of ours, so nothing needs escaping. */
export const problemPage = (code: ProblemCode): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${code} · Assay</title>
</head>
<body>
<main>
<h1><code>${code}</code></h1>
<p>${escaped(sayProblem('en', code))}</p>
<p lang="zh-CN">${escaped(sayProblem('zh-CN', code))}</p>
<p>An answer with this code also says where the fault is (<code>errors</code>, <code>details</code>)
and which call it was (<code>request_id</code>). <a href="/docs">All operations</a></p>
</main>
</body>
</html>
`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
