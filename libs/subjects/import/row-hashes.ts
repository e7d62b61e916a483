import { createHash } from 'node:crypto';

const SLOTS_FIRST = 1 << 12;
/** 32-bit words of a key's hash. */
const WORDS = 4;

/**
 * Remembers in which row a key stood, in 20 bytes a slot: of a key it keeps 128 bits of the SHA-256,
 * so that no two different keys are ever taken for the same.
 *
 * Open addressing over typed arrays that are at most half full; row 0 marks a free slot.
 */
export class RowHashes {
  private hashes = new Uint32Array(SLOTS_FIRST * WORDS);
  private rows = new Uint32Array(SLOTS_FIRST);
  private count = 0;

  /** Notes the row of a key; gives the row that had the key before, and keeps that one. */
  note(key: string, row: number): number | undefined {
    const digest = createHash('sha256').update(key).digest();
    const hash = Uint32Array.from({ length: WORDS }, (_, word) => digest.readUInt32LE(word * 4));
    const at = this.slotOf(hash);
    if (this.rows[at] !== 0) return this.rows[at];
    this.put(at, hash, row);
    if (this.count * 2 > this.rows.length) this.grow();
    return undefined;
  }

  /** The slot that has the hash, or the free one where it belongs. */
  private slotOf(hash: Uint32Array): number {
    const mask = this.rows.length - 1;
    let at = (hash[0] ?? 0) & mask;
    while (this.rows[at] !== 0 && !this.isAt(at, hash)) at = (at + 1) & mask;
    return at;
  }

  private isAt(at: number, hash: Uint32Array): boolean {
    for (let word = 0; word < WORDS; word++)
      if (this.hashes[at * WORDS + word] !== hash[word]) return false;
    return true;
  }

  private put(at: number, hash: Uint32Array, row: number): void {
    this.hashes.set(hash, at * WORDS);
    this.rows[at] = row;
    this.count++;
  }

  private grow(): void {
    const { hashes, rows } = this;
    this.hashes = new Uint32Array(hashes.length * 2);
    this.rows = new Uint32Array(rows.length * 2);
    this.count = 0;
    for (const [at, row] of rows.entries())
      if (row !== 0) {
        const hash = hashes.subarray(at * WORDS, (at + 1) * WORDS);
        this.put(this.slotOf(hash), hash, row);
      }
  }
}
