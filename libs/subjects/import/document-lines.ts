const LINE_END = 0x0a;
const FIRST_BYTES = 64 * 1024;
/** The most bytes of a UTF-16 unit in UTF-8. */
const UNIT_BYTES_MAX = 3;

/**
 * Documents as lines of UTF-8. They are written down as they come: thousands of texts kept until
 * the end are moved about by the garbage collector, and joining them costs as much as making them.
 */
export class DocumentLines {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private length = 0;

  /** Bytes so far. */
  get size(): number {
    return this.length;
  }

  /** Takes a document without a line break within. */
  add(document: string): void {
    this.reserve(document.length * UNIT_BYTES_MAX + 1);
    if (this.length > 0) this.buffer[this.length++] = LINE_END;
    this.length += this.buffer.write(document, this.length, 'utf8');
  }

  /** All lines; the last has no line end. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(bytes: number): void {
    const needed = this.length + bytes;
    if (needed <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}
