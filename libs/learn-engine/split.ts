/**
 * Whether a subject belongs to the unseen part: the same answer for the same id and seed, whoever
 * else is there.
 *
 * @param share in [0, 1]
 */
export function isUnseen(subjectId: string, seed: number, share: number): boolean {
  return stableHash(subjectId, seed) < share * 4_294_967_296;
}

/**
 * The fold of a subject, in [0, folds): by a hash of its own, so that it says nothing of who is
 * unseen.
 */
export function foldOf(subjectId: string, seed: number, folds: number): number {
  return stableHash(subjectId, ~seed) % folds;
}

/** FNV-1a over UTF-16 units, then murmur3's finaliser: 32 bits, evenly spread. */
function stableHash(text: string, seed: number): number {
  let hash = (0x811c_9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x0100_0193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x0100_0193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
