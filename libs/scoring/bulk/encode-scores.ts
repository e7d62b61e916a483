import type { RowScore } from './score-rows.js';

/** What is the same in every row of a chunk. */
export interface ChunkConstants {
  readonly cellId: number;
  readonly store: number;
  readonly scoredAt: Date;
  readonly asOf: Date;
  /** SHA-256 of the model, 32 bytes. */
  readonly model: Buffer;
  /** SHA-256 of the recipient's map, 32 bytes; null where there is none. */
  readonly calibration: Buffer | null;
  readonly coverage: string;
  readonly deploymentVersion: number;
  /** The job's id where it shares a store with others; undefined in a store of its own. */
  readonly jobId: Buffer | undefined;
}

/** One subject's result. */
export interface ScoredRow extends RowScore {
  readonly scoreId: Buffer;
  readonly subject: Buffer;
}

/** The columns of `encodeScores`, in order. */
export const SCORE_COPY_COLUMNS = `cell_id, store, scored_at, as_of, model, calibration, coverage,
  job_id, deployment_version, score_id, subject_id, score, pd, logit, pd_low, pd_high, flags,
  status, why, band, reasons, out_of_range`;

const COLUMNS = 22;
const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const TRAILER = Buffer.from('ffff', 'hex');
/** PostgreSQL counts microseconds from 2000-01-01. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
/** Room for the longest row: fixed columns, a band, four reasons, every feature's name. */
const ROW_BYTES_MAX = 8192;

/**
 * Writes rows as binary COPY input. What is the same in every row is laid out once and copied.
 *
 * @source PostgreSQL documentation, COPY, "Binary Format"
 */
export class ScoreEncoder {
  private readonly prefix: Buffer;
  private buffer: Buffer;
  private at: number;

  constructor(constants: ChunkConstants, rows: number) {
    this.prefix = prefixOf(constants);
    this.buffer = Buffer.allocUnsafe(
      HEADER.length + (this.prefix.length + 160) * rows + ROW_BYTES_MAX,
    );
    this.at = HEADER.copy(this.buffer);
  }

  /** Appends one row; copies the ids at once. */
  add(row: RowScore, scoreId: Buffer, subject: Buffer): void {
    if (this.buffer.length - this.at < ROW_BYTES_MAX)
      this.buffer = Buffer.concat([this.buffer], this.buffer.length * 2);
    this.at += this.prefix.copy(this.buffer, this.at);
    this.bytes(scoreId);
    this.bytes(subject);
    this.int2(row.score);
    this.float8(row.pd);
    this.float8(row.logit);
    this.float8(row.pdLow);
    this.float8(row.pdHigh);
    this.int2(row.flags);
    this.text(row.status);
    this.text(row.why);
    this.text(row.band);
    this.text(row.reasons);
    this.text(row.outOfRange);
  }

  /** The whole input, ended; the encoder is spent. */
  finish(): Buffer {
    this.at += TRAILER.copy(this.buffer, this.at);
    return this.buffer.subarray(0, this.at);
  }

  private bytes(value: Buffer): void {
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.at += value.copy(this.buffer, this.at);
  }

  private int2(value: number | null): void {
    if (value === null) return this.nothing();
    const { buffer } = this;
    this.at = buffer.writeInt16BE(value, buffer.writeInt32BE(2, this.at));
  }

  private float8(value: number | null): void {
    if (value === null) return this.nothing();
    const { buffer } = this;
    this.at = buffer.writeDoubleBE(value, buffer.writeInt32BE(8, this.at));
  }

  private nothing(): void {
    this.at = this.buffer.writeInt32BE(-1, this.at);
  }

  /** ASCII only: states, bands, codes and names of features are ours. */
  private text(value: string | null): void {
    if (value === null) return this.nothing();
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.at += this.buffer.write(value, this.at, 'latin1');
  }
}

function prefixOf(constants: ChunkConstants): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(COLUMNS);
  return Buffer.concat([
    count,
    field(int4(constants.cellId)),
    field(int4(constants.store)),
    field(timestamp(constants.scoredAt)),
    field(timestamp(constants.asOf)),
    field(constants.model),
    field(constants.calibration ?? undefined),
    field(Buffer.from(constants.coverage, 'utf8')),
    field(constants.jobId),
    field(int4(constants.deploymentVersion)),
  ]);
}

function field(value: Buffer | undefined): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(value ? value.length : -1);
  return value ? Buffer.concat([length, value]) : length;
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function timestamp(at: Date): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(at.getTime() - EPOCH_MS) * 1000n);
  return bytes;
}
