import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** A body that is longer than it may be. */
export class BodyTooLarge extends Error {}

/** A body on its way through: refuses more bytes than allowed, and knows its hash at the end. */
export class MeasuredBody {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(
    private readonly body: Readable,
    private readonly bytesMax: number,
  ) {}

  /**
   * The body's bytes, once. Who stops early leaves the rest unread: the connection stays open, so
   * that a refusal can still be answered.
   */
  async *pieces(): AsyncGenerator<Buffer, void> {
    const read: AsyncIterable<Buffer> = this.body.iterator({ destroyOnReturn: false });
    for await (const piece of read) {
      this.bytes += piece.length;
      if (this.bytes > this.bytesMax) throw new BodyTooLarge();
      this.hash.update(piece);
      yield piece;
    }
  }

  /** The SHA-256 of all bytes, hexadecimal; asked once, at the end. */
  digest(): string {
    return this.hash.digest('hex');
  }
}
