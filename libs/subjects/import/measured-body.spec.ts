import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { BodyStalled, BodyTooLarge, MeasuredBody } from './measured-body.js';

const IDLE_MS = 60;

async function readAll(body: MeasuredBody, perPieceMs = 0): Promise<string> {
  let text = '';
  for await (const piece of body.pieces()) {
    text += piece.toString();
    await pause(perPieceMs);
  }
  return text;
}

/** Who is hurt: the other senders, if one that has fallen silent kept its place for ever. */
it('gives up a body of which nothing more comes, and not one that is slow or worked on slowly', async () => {
  const silent = new PassThrough();
  silent.write('a');
  await expect(readAll(new MeasuredBody(silent, 10, IDLE_MS))).rejects.toThrow(BodyStalled);

  const slow = new PassThrough();
  const read = readAll(new MeasuredBody(slow, 10, IDLE_MS), 2 * IDLE_MS);
  for (const piece of ['a', 'b', 'c']) {
    slow.write(piece);
    await pause(IDLE_MS / 2);
  }
  slow.end();
  expect(await read).toBe('abc');
});

it('takes as many bytes as allowed and not one more', async () => {
  const of = (text: string) => {
    const body = new PassThrough();
    body.end(text);
    return new MeasuredBody(body, 3);
  };
  expect(await readAll(of('abc'))).toBe('abc');
  await expect(readAll(of('abcd'))).rejects.toThrow(BodyTooLarge);
});
