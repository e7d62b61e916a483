import type { CaughtMail } from './caught-mail.js';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem .4rem 0;
border-bottom:1px solid #ddd;vertical-align:top}pre{white-space:pre-wrap;overflow-wrap:anywhere;
background:#f6f6f4;padding:1rem;border-radius:.3rem;font:inherit}dt{color:#555}dd{margin:0 0 .5rem}
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}a{color:#9cf}
pre{background:#222}td,th{border-color:#444}dt{color:#aaa}}`;

/** The page of every mail caught, newest first. */
export function inboxPage(mails: readonly CaughtMail[]): string {
  const rows = mails
    .toReversed()
    .map(
      ({ id, to, subject, receivedAt }) =>
        `<tr><td><a href="/messages/${String(id)}">${escapeHtml(subject)}</a></td>` +
        `<td>${escapeHtml(to.join(', '))}</td><td>${escapeHtml(receivedAt)}</td></tr>`,
    );
  const table =
    rows.length === 0
      ? '<p>No mail yet. Load this page again when some was sent.</p>'
      : `<table><thead><tr><th>Subject</th><th>To</th><th>Received</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page('Inbox', `<p>Mail of this development system is caught here.</p>${table}`);
}

/** The page of one mail: its text, with links that can be followed. */
export function mailPage(mail: CaughtMail): string {
  const { id, from, to, subject, text, receivedAt } = mail;
  return page(
    subject,
    `<p><a href="/">Inbox</a></p><dl><dt>From</dt><dd>${escapeHtml(from)}</dd>` +
      `<dt>To</dt><dd>${escapeHtml(to.join(', '))}</dd>` +
      `<dt>Received</dt><dd>${escapeHtml(receivedAt)}</dd></dl><pre>${linked(text)}</pre>` +
      `<p><a href="/messages/${String(id)}/html">As HTML</a></p>`,
  );
}

/** The page for an address that names nothing. */
export const noSuchPage = (): string => page('No such page', '<p><a href="/">Inbox</a></p>');

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

const linked = (text: string): string =>
  escapeHtml(text).replaceAll(
    /https?:\/\/[^\s<>&"'，。）)]*[^\s<>&"'，。）).;:!?]/g,
    (url) => `<a href="${url}">${url}</a>`,
  );

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
