import { directionOf } from '#words';
import type { Notice } from './notice.js';

/** A notice as a page of its own, to be printed or sent: no script, nothing from elsewhere. */
export function noticePage(notice: Notice): string {
  const { language, reasons, score, keyFactors, supplier, rights, equalCredit } = notice;
  const section = (title: string, inner: string) =>
    `<section><h2>${escaped(title)}</h2>${inner}</section>`;
  const paragraphs = (sentences: readonly string[]) =>
    sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('');
  const list = (items: readonly { readonly text: string }[]) =>
    `<ol>${items.map(({ text }) => `<li>${escaped(text)}</li>`).join('')}</ol>`;
  const body = [
    `<h1>${escaped(notice.title)}</h1>`,
    paragraphs([notice.statement]),
    reasons.items.length > 0 ? section(reasons.title, list(reasons.items)) : '',
    section(score.title, paragraphs(score.sentences)),
    keyFactors.items.length > 0
      ? section(keyFactors.title, list(keyFactors.items) + paragraphs([notice.inquiries]))
      : paragraphs([notice.inquiries]),
    section(supplier.title, paragraphs(supplier.sentences)),
    section(rights.title, paragraphs(rights.sentences)),
    section(equalCredit.title, paragraphs([equalCredit.text])),
    paragraphs([notice.number]),
  ].join('\n');
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(notice.title)}</title></head>
<body><main>
${body}
</main></body></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
