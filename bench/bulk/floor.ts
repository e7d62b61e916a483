import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { v7 } from 'uuid';
import {
  bandOf,
  type CompiledScorecard,
  DEFAULT_BANDS,
  DEFAULT_SCALE,
  NO_REASON,
  pdOf,
  REASONS_MAX,
  scoreBatch,
  scoreOf,
} from '#score-engine';
import { FEATURE_SETS } from '#subjects';
import { AS_OF } from '../system/model.js';

const COLUMNS = `cell_id, store, scored_at, as_of, model, coverage, subject_id, flags, score, pd,
  logit, score_id, band, reasons`;
const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const TRAILER = Buffer.from('ffff', 'hex');
const EPOCH_MS = Date.UTC(2000, 0, 1);
const UUID_BYTES = 16;

/** Where in the template of a row its own values stand; texts follow it. */
interface Template {
  readonly bytes: Buffer;
  readonly subject: number;
  readonly score: number;
  readonly pd: number;
  readonly logit: number;
  readonly scoreId: number;
}

/** What the floor scores. */
export interface BulkFloor {
  readonly url: string;
  readonly cellId: number;
  readonly modelSha256: string;
  readonly card: CompiledScorecard;
}

/**
 * COPY out, evaluate, COPY in, by bare `pg`, streaming: a table of the same columns is filled bare
 * in one transaction and then gets the indexes that ours has. Gives the rows.
 */
export async function bulkFloor(floor: BulkFloor, table: string): Promise<number> {
  const out = new pg.Client({ connectionString: floor.url });
  const into = new pg.Client({ connectionString: floor.url });
  await Promise.all([out.connect(), into.connect()]);
  try {
    await into.query('BEGIN');
    await into.query(`CREATE TABLE floor.${table} (LIKE app.score INCLUDING DEFAULTS)`);
    const scorer = new Scorer(floor);
    const rows = out.query(
      to(
        `COPY (SELECT subject_id, packed FROM floor.subject_features
           WHERE cell_id = ${String(floor.cellId)} AND feature_set = '${FEATURE_SETS.person.hash}')
         TO STDOUT (FORMAT binary)`,
      ),
    );
    const target = `COPY floor.${table} (${COLUMNS}) FROM STDIN (FORMAT binary)`;
    await pipeline(rows, scorer, into.query(from(target)));
    await into.query(`ALTER TABLE floor.${table} ADD PRIMARY KEY (cell_id, store, score_id)`);
    await into.query(`CREATE INDEX ON floor.${table} (cell_id, subject_id, scored_at, score_id)`);
    await into.query('COMMIT');
    return scorer.rows;
  } finally {
    await Promise.all([out.end(), into.end()]);
  }
}

/** Scores what comes, part by part: each part's whole rows at once. */
class Scorer extends Transform {
  rows = 0;
  private rest: Buffer = Buffer.alloc(0);
  private begun = false;
  private readonly template: Template;
  private readonly rowBytes: number;
  private readonly id = Buffer.from(v7().replaceAll('-', ''), 'hex');

  constructor(private readonly floor: BulkFloor) {
    super();
    this.template = templateOf(floor);
    // Two fields with a length each, after the count of fields.
    this.rowBytes = 2 + 4 + UUID_BYTES + 4 + floor.card.width * 8;
  }

  override _transform(part: Buffer, _: string, done: () => void): void {
    let bytes = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    if (!this.begun && bytes.length >= HEADER.length) {
      this.begun = true;
      this.push(HEADER);
      bytes = bytes.subarray(HEADER.length);
    }
    // The end mark is shorter than a row, so it stays behind.
    const count = Math.floor(bytes.length / this.rowBytes);
    if (this.begun && count > 0) this.push(this.score(bytes, count));
    this.rest = bytes.subarray(this.begun ? count * this.rowBytes : 0);
    done();
  }

  override _flush(done: () => void): void {
    this.push(TRAILER);
    done();
  }

  private score(bytes: Buffer, count: number): Buffer {
    const { card } = this.floor;
    const features = new Float64Array(count * card.width);
    const values = new Uint8Array(features.buffer);
    for (let row = 0; row < count; row++) {
      const at = row * this.rowBytes + 2 + 4 + UUID_BYTES + 4;
      values.set(bytes.subarray(at, at + card.width * 8), row * card.width * 8);
    }
    const logit = new Float64Array(count);
    const reasons = new Uint8Array(count * REASONS_MAX);
    const batch = { rows: count, features, layout: 'rows', withheld: null } as const;
    scoreBatch(card, batch, { logit, reasons, contributions: null });
    return this.encode(bytes, logit, reasons);
  }

  private encode(bytes: Buffer, logits: Float64Array, reasons: Uint8Array): Buffer {
    const { template, rowBytes } = this;
    const made = Buffer.allocUnsafe(logits.length * (template.bytes.length + 256));
    let at = 0;
    for (const [row, logit] of logits.entries()) {
      const start = at;
      at += template.bytes.copy(made, at);
      const subject = row * rowBytes + 2 + 4;
      bytes.copy(made, start + template.subject, subject, subject + UUID_BYTES);
      const pd = pdOf(logit);
      made.writeInt16BE(scoreOf(logit, DEFAULT_SCALE).score, start + template.score);
      made.writeDoubleBE(pd, start + template.pd);
      made.writeDoubleBE(logit, start + template.logit);
      this.writeId(made, start + template.scoreId);
      at = text(made, at, bandOf(pd, DEFAULT_BANDS));
      at = text(made, at, reasonText(this.floor.card, reasons, row * REASONS_MAX));
    }
    return made.subarray(0, at);
  }

  /** Rising within the table: the row's number stands behind the time and what was drawn. */
  private writeId(made: Buffer, at: number): void {
    this.id.copy(made, at);
    made.writeUIntBE(this.rows++, at + 9, 6);
  }
}

function reasonText(card: CompiledScorecard, reasons: Uint8Array, from_: number): string {
  let said = '';
  for (let at = from_; at < from_ + REASONS_MAX; at++) {
    const reason = reasons[at];
    if (reason === NO_REASON) break;
    said += said === '' ? card.reasonCodes[reason] : `,${card.reasonCodes[reason]}`;
  }
  return said;
}

function text(made: Buffer, at: number, value: string): number {
  const start = made.writeInt32BE(value.length, at);
  return start + made.write(value, start, 'latin1');
}

function templateOf({ cellId, modelSha256 }: BulkFloor): Template {
  const columns = Buffer.alloc(2);
  columns.writeInt16BE(COLUMNS.split(',').length);
  const parts: Buffer[] = [columns];
  const add = (value: Buffer): number => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value.length);
    parts.push(length, value);
    return Buffer.concat(parts).length - value.length;
  };
  add(int4(cellId));
  add(int4(0));
  add(timestamp(new Date()));
  add(timestamp(AS_OF));
  add(Buffer.from(modelSha256, 'hex'));
  add(Buffer.alloc(0));
  const subject = add(Buffer.alloc(UUID_BYTES));
  add(Buffer.alloc(2));
  const score = add(Buffer.alloc(2));
  const pd = add(Buffer.alloc(8));
  const logit = add(Buffer.alloc(8));
  const scoreId = add(Buffer.alloc(UUID_BYTES));
  return { bytes: Buffer.concat(parts), subject, score, pd, logit, scoreId };
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
