import { invariant } from '#kernel';

/** A subject of a chunk as COPY gives it. */
export interface ChunkRow {
  /** The 16 bytes of the id. */
  readonly subject: Buffer;
  /** Why it is skipped; '' when it is not. */
  readonly skip: string;
  /** As-of instant of the features, in ms; NaN when there are none. */
  readonly asOfMs: number;
  readonly packed: Buffer | undefined;
}

/** Signature, flags and extension length of a binary COPY. */
const HEADER_BYTES = 19;
const TRAILER = -1;
const UUID_BYTES = 16;

/**
 * Reads binary COPY output of (subject_id uuid, skip text, as_of_ms float8, packed bytea).
 *
 * @source PostgreSQL documentation, COPY, "Binary Format"
 */
export function readChunkRows(copied: Buffer): ChunkRow[] {
  const rows: ChunkRow[] = [];
  let at = HEADER_BYTES;
  const field = (): Buffer | undefined => {
    const length = copied.readInt32BE(at);
    at += 4;
    if (length < 0) return undefined;
    at += length;
    return copied.subarray(at - length, at);
  };
  while (copied.readInt16BE(at) !== TRAILER) {
    at += 2;
    const subject = field();
    const skip = field();
    const asOf = field();
    invariant(subject?.length === UUID_BYTES && skip, 'a chunk row names its subject');
    rows.push({
      subject,
      skip: skip.toString('latin1'),
      asOfMs: asOf ? asOf.readDoubleBE(0) : Number.NaN,
      packed: field(),
    });
  }
  return rows;
}
