import { MODEL_BYTES_MAX, NESTING_MAX } from './limits.js';
import { shown } from './number-text.js';
import { malformed, tooLarge } from './refusal.js';

/** Reads Universal Binary JSON as XGBoost writes it; names that stand twice are refused. */
export function readUbjson(bytes: Uint8Array): unknown {
  if (bytes.length > MODEL_BYTES_MAX) throw tooLarge('file', `over ${MODEL_BYTES_MAX} bytes`);
  const reader = new Reader(bytes);
  const value = reader.value(reader.marker(), 0);
  if (reader.at !== bytes.length) throw malformed(`byte ${reader.at}`, 'the value has ended here');
  return value;
}

const SIZES: Readonly<Record<string, number>> = { i: 1, U: 1, I: 2, l: 4, L: 8, d: 4, D: 8 };
const TEXT = new TextDecoder('utf-8', { fatal: true });

/** Nesting is bounded by NESTING_MAX, and so is the recursion. */
class Reader {
  at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next marker; no-ops are passed over. */
  marker(): string {
    for (;;) {
      const marker = String.fromCharCode(this.bytes[this.take(1)]);
      if (marker !== 'N') return marker;
    }
  }

  value(marker: string, depth: number): unknown {
    if (depth > NESTING_MAX) throw tooLarge(this.place(), `nested deeper than ${NESTING_MAX}`);
    switch (marker) {
      case '{':
        return this.object(depth);
      case '[':
        return this.array(depth);
      case 'S':
        return this.text();
      case 'C':
        return String.fromCharCode(this.bytes[this.take(1)]);
      case 'Z':
        return null;
      case 'T':
      case 'F':
        return marker === 'T';
      default:
        return this.number(marker);
    }
  }

  private object(depth: number): Record<string, unknown> {
    const count = this.counted('object');
    const members = new Map<string, unknown>();
    for (let i = 0; count === undefined || i < count; i++) {
      if (count === undefined && this.ends('}')) break;
      const place = this.place();
      const name = this.text();
      if (members.has(name)) throw malformed(place, `${shown(name)} stands twice`);
      members.set(name, this.value(this.marker(), depth + 1));
    }
    return Object.fromEntries(members);
  }

  private array(depth: number): unknown[] {
    if (this.peek() === '$') return this.typedArray();
    const count = this.counted('array');
    const items: unknown[] = [];
    for (let i = 0; count === undefined || i < count; i++) {
      if (count === undefined && this.ends(']')) break;
      items.push(this.value(this.marker(), depth + 1));
    }
    return items;
  }

  /** `$` type `#` count, then the numbers without markers. */
  private typedArray(): number[] {
    this.take(1);
    const type = String.fromCharCode(this.bytes[this.take(1)]);
    if (SIZES[type] === undefined) throw malformed(this.place(), `no arrays of ${shown(type)}`);
    if (this.peek() !== '#') throw malformed(this.place(), 'a typed array without a count');
    this.take(1);
    const count = this.length(SIZES[type]);
    return Array.from({ length: count }, () => this.number(type));
  }

  /** The count after `#`, where there is one; each item is at least a byte. */
  private counted(what: string): number | undefined {
    if (this.peek() === '$') throw malformed(this.place(), `a typed ${what}`);
    if (this.peek() !== '#') return undefined;
    this.take(1);
    return this.length(1);
  }

  private text(): string {
    const size = this.length(1);
    const from = this.take(size);
    try {
      return TEXT.decode(this.bytes.subarray(from, from + size));
    } catch {
      throw malformed(`byte ${from}`, 'not UTF-8');
    }
  }

  /** A count of things of some bytes each: never more than what is left can hold. */
  private length(size: number): number {
    const marker = this.marker();
    if (!'iUIlL'.includes(marker)) throw malformed(this.place(), 'a length is a whole number');
    const count = this.number(marker);
    if (count < 0 || count * size > this.bytes.length - this.at)
      throw malformed(this.place(), `a length of ${count}, and the file ends before`);
    return count;
  }

  private number(marker: string): number {
    const size = SIZES[marker];
    if (size === undefined) throw malformed(this.place(), `not a type: ${shown(marker)}`);
    const at = this.take(size);
    switch (marker) {
      case 'i':
        return this.view.getInt8(at);
      case 'U':
        return this.view.getUint8(at);
      case 'I':
        return this.view.getInt16(at);
      case 'l':
        return this.view.getInt32(at);
      case 'd':
        return this.view.getFloat32(at);
      case 'D':
        return this.view.getFloat64(at);
      default:
        return Number(this.view.getBigInt64(at));
    }
  }

  private peek(): string {
    return String.fromCharCode(this.bytes[this.at]);
  }

  /** Whether the container ends here; its sign is taken then. */
  private ends(sign: string): boolean {
    while (this.peek() === 'N') this.at++;
    if (this.peek() !== sign) return false;
    this.at++;
    return true;
  }

  /** Moves on, and says where from. */
  private take(size: number): number {
    const from = this.at;
    if (size > this.bytes.length - from) throw malformed(`byte ${from}`, 'the file ends too early');
    this.at = from + size;
    return from;
  }

  private place(): string {
    return `byte ${this.at}`;
  }
}
