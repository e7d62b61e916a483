import { createHash } from 'node:crypto';

/** Keys remembered by a process. */
const KEYS_MAX = 10_000;

/**
 * Keys that were good when they were last shown to this process, by their hash: whoever holds one
 * is not held up by strangers who try keys out from the same network. Each is verified all the same.
 */
export class ProvenKeys {
  private readonly hashes = new Set<string>();

  constructor(private readonly keysMax = KEYS_MAX) {}

  has(key: string): boolean {
    return this.hashes.has(hashOf(key));
  }

  /** The one remembered longest makes room. */
  add(key: string): void {
    const hash = hashOf(key);
    this.hashes.delete(hash);
    this.hashes.add(hash);
    const [oldest] = this.hashes;
    if (this.hashes.size > this.keysMax && oldest !== undefined) this.hashes.delete(oldest);
  }

  forget(key: string): void {
    this.hashes.delete(hashOf(key));
  }
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64');
