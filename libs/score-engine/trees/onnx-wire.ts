import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { MESSAGES_MAX } from './limits.js';
import { malformed, tooLarge, unsupported } from './refusal.js';

const TEXT = new TextDecoder('utf-8', { fatal: true });

/** What a field holds: bytes of a length-delimited one, a number of any other. */
type Value = number | Uint8Array;

/** The fields of one protobuf message, by number, in the order in which they stand. */
export class Message {
  private constructor(
    private readonly fields: ReadonlyMap<number, readonly Value[]>,
    /** Where the message stands, for a refusal. */
    readonly path: string,
  ) {}

  /** Reads one level; what is nested stays bytes until it is asked for. */
  static read(bytes: Uint8Array, path: string): Message {
    const fields = new Map<number, Value[]>();
    try {
      const reader = new BinaryReader(bytes);
      while (reader.pos < reader.len) {
        const [number, type] = reader.tag();
        const values = fields.get(number) ?? [];
        values.push(valueOf(reader, type, path));
        fields.set(number, values);
      }
      if (reader.pos > reader.len) throw malformed(path, 'cut short');
    } catch (thrown) {
      // The library's own errors: a wire type that is none, a field beyond the end.
      if (thrown instanceof RangeError || isWireError(thrown))
        throw malformed(path, 'not protobuf, or cut short');
      throw thrown;
    }
    return new Message(fields, path);
  }

  /** Refuses every field but these: what is not known may change the answer. */
  only(known: readonly number[]): this {
    for (const number of this.fields.keys())
      if (!known.includes(number)) throw unsupported(this.path, `field ${number} is not known`);
    return this;
  }

  has(number: number): boolean {
    return this.fields.has(number);
  }

  /** Each message of a repeated field. */
  messages(number: number, name: string): Message[] {
    const values = this.fields.get(number) ?? [];
    if (values.length > MESSAGES_MAX)
      throw tooLarge(`${this.path}.${name}`, `more than ${MESSAGES_MAX}`);
    return values.map((value, i) =>
      Message.read(this.bytesOf(value), `${this.path}.${name}[${i}]`),
    );
  }

  /** A message that stands once, or not at all. */
  message(number: number, name: string): Message | undefined {
    const value = this.single(number, name);
    return value === undefined
      ? undefined
      : Message.read(this.bytesOf(value), `${this.path}.${name}`);
  }

  /** A text; empty where there is none, as protobuf has it. */
  text(number: number, name: string): string {
    const value = this.single(number, name);
    return value === undefined ? '' : this.textOf(value);
  }

  texts(number: number): string[] {
    return (this.fields.get(number) ?? []).map((value) => this.textOf(value));
  }

  bytes(number: number, name: string): Uint8Array | undefined {
    const value = this.single(number, name);
    return value === undefined ? undefined : this.bytesOf(value);
  }

  /** A whole number; 0 where there is none. */
  int(number: number, name: string): number {
    const value = this.single(number, name) ?? 0;
    return typeof value === 'number' ? value : this.refuse();
  }

  /** Whole numbers, packed or not. */
  ints(number: number): number[] {
    return this.repeated(number, (reader) => wholeOf(reader));
  }

  /** Floats, packed or not. */
  floats(number: number): number[] {
    return this.repeated(number, (reader) => reader.float());
  }

  private repeated(number: number, read: (reader: BinaryReader) => number): number[] {
    const all: number[] = [];
    for (const value of this.fields.get(number) ?? []) {
      if (typeof value === 'number') {
        all.push(value);
        continue;
      }
      const reader = new BinaryReader(value);
      try {
        while (reader.pos < reader.len) all.push(read(reader));
      } catch {
        this.refuse();
      }
    }
    return all;
  }

  private single(number: number, name: string): Value | undefined {
    const values = this.fields.get(number);
    if (values !== undefined && values.length > 1)
      throw malformed(`${this.path}.${name}`, 'stands twice');
    return values?.[0];
  }

  private bytesOf(value: Value): Uint8Array {
    return typeof value === 'number' ? this.refuse() : value;
  }

  private textOf(value: Value): string {
    try {
      return TEXT.decode(this.bytesOf(value));
    } catch {
      return this.refuse();
    }
  }

  private refuse(): never {
    throw malformed(this.path, 'a field of another type');
  }
}

/** ONNX has neither groups nor 64-bit fixed fields where we read. */
function valueOf(reader: BinaryReader, type: WireType, path: string): Value {
  switch (type) {
    case WireType.Varint:
      return wholeOf(reader);
    case WireType.LengthDelimited:
      return reader.bytes();
    case WireType.Bit32:
      return reader.float();
    case WireType.Bit64:
      return reader.double();
    default:
      throw malformed(path, 'a group, which ONNX does not have');
  }
}

/** Beyond 2^53 it is no longer exact, and beyond every bound that we have. */
const wholeOf = (reader: BinaryReader): number => Number(reader.int64());

const isWireError = (thrown: unknown): boolean =>
  thrown instanceof Error && Object.getPrototypeOf(thrown) === Error.prototype;
