import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** A body that is longer than it may be. */
export class BodyTooLarge extends Error {}

/** A body of which nothing more has come for too long. */
export class BodyStalled extends Error {}

/** How long the next bytes of a body may take to come, while somebody waits for them. */
const IDLE_MAX_MS = 60_000;

/** A body on its way through: refuses more bytes than allowed, and knows its hash at the end. */
export class MeasuredBody {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  constructor(
    private readonly body: Readable,
    private readonly bytesMax: number,
    private readonly idleMaxMs = IDLE_MAX_MS,
  ) {}

  /**
   * The body's bytes, once. Who stops early leaves the rest unread: the connection stays open, so
   * that a refusal can still be answered.
   */
  async *pieces(): AsyncGenerator<Buffer, void> {
    const read = this.body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer, void>;
    for (;;) {
      const { done, value: piece } = await this.inTime(read.next());
      if (done === true || !piece) return;
      this.bytes += piece.length;
      if (this.bytes > this.bytesMax) throw new BodyTooLarge();
      this.hash.update(piece);
      yield piece;
    }
  }

  /** Only the sender's time counts: none runs while what has come is being worked on. */
  private async inTime<T>(next: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new BodyStalled());
      }, this.idleMaxMs);
    });
    return Promise.race([next, late]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** The SHA-256 of all bytes, hexadecimal; asked once, at the end. */
  digest(): string {
    return this.hash.digest('hex');
  }
}
