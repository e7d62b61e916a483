import { type Cell, err, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import type { UnitOfWork } from '#adapters/database';
import { bucketOfReference } from '../bucket-of-reference.js';
import { cellIn } from '../cell-in.js';
import { clearChunks, insertChunk } from '../tables/import-chunk.js';
import { referencesOfOtherKind } from '../tables/subject-batch.js';
import { ChunkBuffer } from './chunk-buffer.js';
import { refusedAt, type RowRefusal } from './fault.js';
import type { ImportRow } from './row.js';
import { SeenRows } from './seen-rows.js';

/** Bytes of documents buffered over all cells: what bounds the memory of an import. */
const BUFFERED_MAX = 32 * 1024 * 1024;

/** What is being imported, and into which cells. */
export interface StagingOf {
  readonly importId: string;
  readonly kind: SubjectKind;
  readonly asOf: Date;
  /** All cells of the tenant. */
  readonly cells: readonly Cell[];
  readonly now: Date;
}

/** Sorts the rows of a file into chunks, each in the cell of its subjects. */
export class Staging {
  rows = 0;
  chunks = 0;
  private readonly buffers = new Map<Cell, ChunkBuffer>();
  private readonly touched = new Set<Cell>();
  private readonly seen = new SeenRows();
  private buffered = 0;
  private last: { readonly reference: string; readonly cell: Cell } | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly of: StagingOf,
  ) {}

  /** Takes rows; stores the chunks that they fill. */
  async add(rows: readonly ImportRow[]): Promise<Result<void, RowRefusal>> {
    for (const row of rows) {
      const noted = this.seen.note(row);
      if (!noted.ok) return err(refusedAt(row.row, noted.error));
      const cell = this.cellOf(row.reference);
      const full = this.buffers.get(cell)?.fullBefore(row.reference) ?? false;
      const stored = full ? await this.store(cell) : ok(undefined);
      if (!stored.ok) return stored;
      this.put(cell, row);
      if (this.buffered < BUFFERED_MAX) continue;
      const spilt = await this.store(this.largest());
      if (!spilt.ok) return spilt;
    }
    return ok(undefined);
  }

  /** Stores what is left when the file has ended. */
  async end(): Promise<Result<void, RowRefusal>> {
    for (const cell of [...this.buffers.keys()]) {
      const stored = await this.store(cell);
      if (!stored.ok) return stored;
    }
    if (this.rows > 0) return ok(undefined);
    return err(refusedAt(0, { column: '', rule: 'no-rows', detail: 'the file has no rows' }));
  }

  /** Removes the chunks that were stored. */
  async clear(): Promise<void> {
    const { importId } = this.of;
    await this.work.gather([...this.touched], async (tx) => clearChunks(tx, importId));
  }

  private cellOf(reference: string): Cell {
    if (this.last?.reference !== reference) {
      const { cells } = this.of;
      const [first] = cells;
      const bucket = first ? bucketOfReference(first.tenantId, reference) : 0;
      this.last = { reference, cell: cellIn(cells, bucket) };
    }
    return this.last.cell;
  }

  private put(cell: Cell, row: ImportRow): void {
    const { kind, asOf } = this.of;
    const buffer = this.buffers.get(cell) ?? new ChunkBuffer(kind, asOf);
    this.buffers.set(cell, buffer);
    const before = buffer.size;
    buffer.add(row);
    this.buffered += buffer.size - before;
    this.rows++;
  }

  private largest(): Cell {
    const [first, ...others] = [...this.buffers];
    if (!first) throw new Error('Nothing is buffered');
    return others.reduce((most, next) => (next[1].size > most[1].size ? next : most), first)[0];
  }

  private async store(cell: Cell): Promise<Result<void, RowRefusal>> {
    const buffer = this.buffers.get(cell);
    if (!buffer) return ok(undefined);
    const { importId, kind, now } = this.of;
    const chunkNo = this.chunks++;
    this.touched.add(cell);
    this.buffers.delete(cell);
    this.buffered -= buffer.size;
    const other = await this.work.run(cell, async (tx) => {
      insertChunk(tx, { importId, chunkNo }, { ...buffer.packed(), now });
      return referencesOfOtherKind(tx, kind, buffer.references());
    });
    const [row] = other.map((reference) => buffer.rowOf(reference)).sort((a, b) => a - b);
    if (row === undefined) return ok(undefined);
    const detail = `the subject is known and is not a ${kind}`;
    return err(refusedAt(row, { column: 'reference', rule: 'other-kind', detail }));
  }
}
