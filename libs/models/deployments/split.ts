import { createHash } from 'node:crypto';
import { ALL_BPS } from './terms.js';

const HASH_SIZE = 2 ** 32;

/**
 * The slot of a subject in a deployment, 0 to 9,999: the first 32 bits of SHA-256 over salt and id,
 * cut into 10,000 equal parts. Exact: the product stays below 2^53, and the divisor is a power of 2.
 *
 * @param salt of the deployment: another one shuffles the subjects anew
 */
export function slotOf(salt: string, subjectId: string): number {
  const hash = createHash('sha256').update(`${salt} ${subjectId}`).digest().readUInt32BE(0);
  return Math.floor((hash * ALL_BPS) / HASH_SIZE);
}

/** Which challenger has a slot, by its place; undefined where the champion has it. */
export function challengerAt(
  challengers: readonly { readonly shareBps: number }[],
  slot: number,
): number | undefined {
  let end = 0;
  for (const [at, { shareBps }] of challengers.entries()) {
    end += shareBps;
    if (slot < end) return at;
  }
  return undefined;
}
