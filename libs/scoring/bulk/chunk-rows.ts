import { invariant } from '#kernel';
import { basisState } from '#subjects';
import type { CopiedRange } from './copy-range.js';

/** A subject of a chunk as COPY gives it. */
export interface ChunkRow {
  /** The 16 bytes of the id. */
  readonly subject: Buffer;
  /** Whether there is a basis to process it; 'ok', or why not. */
  readonly basis: string;
  /** As-of instant of the features, in ms; NaN when there are none. */
  readonly asOfMs: number;
  readonly packed: Buffer | undefined;
}

/** Signature, flags and extension length of a binary COPY. */
const HEADER_BYTES = 19;
const TRAILER = -1;
const UUID_BYTES = 16;
/** PostgreSQL counts microseconds from 2000-01-01. */
const EPOCH_MS = Date.UTC(2000, 0, 1);

/**
 * Merges a copied range: each subject with its features, in order of id.
 *
 * @param now instant at which a basis must hold
 * @source PostgreSQL documentation, COPY, "Binary Format"
 */
export function readChunkRows({ subjects, features }: CopiedRange, now: Date): ChunkRow[] {
  const rows: ChunkRow[] = [];
  const fields = new Fields(subjects);
  const packed = new FeatureRows(features);
  while (fields.nextRow()) {
    const subject = fields.next();
    invariant(subject?.length === UUID_BYTES, 'a chunk row names its subject');
    const basis = basisOfFields(fields, now);
    rows.push({ subject, basis, ...packed.of(subject) });
  }
  return rows;
}

/** Features in order of their subjects' ids, asked for in that order. */
class FeatureRows {
  private readonly fields: Fields;
  private subject: Buffer | undefined;

  constructor(copied: Buffer) {
    this.fields = new Fields(copied);
    this.step();
  }

  of(subject: Buffer): Pick<ChunkRow, 'asOfMs' | 'packed'> {
    for (;;) {
      const order = this.subject ? this.subject.compare(subject) : 1;
      if (order > 0) return { asOfMs: Number.NaN, packed: undefined };
      const asOfMs = this.fields.nextMs() ?? Number.NaN;
      const packed = this.fields.next();
      this.step();
      if (order === 0) return { asOfMs, packed };
    }
  }

  private step(): void {
    this.subject = this.fields.nextRow() ? this.fields.next() : undefined;
  }
}

function basisOfFields(fields: Fields, now: Date): string {
  const basis = fields.next()?.toString('latin1');
  const from = fields.nextMs();
  const until = fields.nextMs();
  const objectedAt = fields.nextMs();
  return basisState(
    {
      basis:
        basis === undefined || from === undefined
          ? null
          : {
              basis: basis as never,
              purpose: '',
              notice: '',
              from: new Date(from),
              until: until === undefined ? null : new Date(until),
            },
      objectedAt: objectedAt === undefined ? null : new Date(objectedAt),
    },
    now,
  );
}

/** Walks the fields of a binary COPY. */
class Fields {
  private at = HEADER_BYTES;

  constructor(private readonly copied: Buffer) {}

  /** Steps into the next row; false at the end. */
  nextRow(): boolean {
    const columns = this.copied.readInt16BE(this.at);
    this.at += 2;
    return columns !== TRAILER;
  }

  /** The bytes of the next field; undefined for null. */
  next(): Buffer | undefined {
    const length = this.copied.readInt32BE(this.at);
    this.at += 4;
    if (length < 0) return undefined;
    this.at += length;
    return this.copied.subarray(this.at - length, this.at);
  }

  /** The next field, a timestamptz(3), as milliseconds since 1970. */
  nextMs(): number | undefined {
    const bytes = this.next();
    if (!bytes) return undefined;
    const microseconds = bytes.readInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
    return microseconds / 1000 + EPOCH_MS;
  }
}
