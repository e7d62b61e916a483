/** Lines that are set apart by four spaces: the code. */
const SET_APART = /^ {4}(?=\S)/;
const ADDRESS = /https?:\/\/[^\s<>&"'，。）)]*[^\s<>&"'，。）).;:!?]/g;

/** A mail's text as plain HTML in the given language: the same words, links that can be followed. */
export function mailHtml(text: string, locale: string): string {
  const paragraphs = text
    .trimEnd()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split('\n').map(lineHtml).join('<br>\n')}</p>`);
  return `<!doctype html>
<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"></head>
<body style="font:16px/1.5 sans-serif;max-width:40em">
${paragraphs.join('\n')}
</body></html>
`;
}

function lineHtml(line: string): string {
  const linked = escapeHtml(line.trim()).replaceAll(
    ADDRESS,
    (url) => `<a href="${url}">${url}</a>`,
  );
  return SET_APART.test(line) ? `<strong style="font-size:2em">${linked}</strong>` : linked;
}

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
