import { DocumentLines } from './document-lines.js';

const linesOf = (documents: readonly string[]): DocumentLines => {
  const lines = new DocumentLines();
  for (const document of documents) lines.add(document);
  return lines;
};

/** A byte lost or doubled here would be somebody's data under somebody else's name. */
it('keeps each document as a line of its own, whatever its letters and however many there are', () => {
  const documents = Array.from({ length: 3000 }, (_, n) =>
    JSON.stringify({ n, text: `${'界'.repeat(n % 70)}😀é${'x'.repeat(n % 90)}` }),
  );
  const lines = linesOf(documents);
  expect(lines.bytes().toString('utf8')).toBe(documents.join('\n'));
  expect(lines.size).toBe(Buffer.byteLength(documents.join('\n')));
});

it('takes a document of the longest row at once', () => {
  const long = JSON.stringify({ text: '界'.repeat(350_000) });
  expect(linesOf(['{}', long]).bytes().toString('utf8')).toBe(`{}\n${long}`);
});
