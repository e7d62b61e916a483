import { inPieces } from './pieces.js';

async function* given(texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

async function piecesOf(texts: readonly string[]): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of inPieces(given(texts))) pieces.push(piece.toString('utf8'));
  return pieces;
}

/** A lost last piece would be subjects that the sample never has. */
it('gives every text, in order, whole', async () => {
  const texts = Array.from({ length: 5000 }, (_, n) => `${'界'.repeat(n % 90)}${String(n)}\n`);
  const pieces = await piecesOf(texts);
  expect(pieces.join('')).toBe(texts.join(''));
  expect(pieces.length).toBeGreaterThan(1);
  expect(pieces.length).toBeLessThan(10);
  expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true);
});

it('gives nothing of nothing, and one short text as it is', async () => {
  expect(await piecesOf([])).toEqual([]);
  expect(await piecesOf(['a\n'])).toEqual(['a\n']);
});
