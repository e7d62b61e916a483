import { err, ok, type Result } from '#kernel';
import type { Fault } from './fault.js';
import type { ImportRow } from './row.js';
import { RowHashes } from './row-hashes.js';

/** Subjects of one file whose rows are remembered by name; those after them cost less memory. */
const NAMED_MAX = 250_000;
/** Rows of one file at most: what bounds the memory that knowing them all takes. */
export const ROWS_MAX = 5_000_000;

/** Remembers which document of which subject stood in which row. */
export class SeenRows {
  private readonly bySubject = new Map<string, Map<string, number>>();
  private readonly others = new RowHashes();

  constructor(private readonly namedMax = NAMED_MAX) {}

  /** Refuses a second document of one subject and cluster, naming the row of the first. */
  note({ reference, cluster, row }: ImportRow): Result<void, Fault> {
    if (row > ROWS_MAX)
      return err({
        column: '',
        rule: 'too-many-rows',
        detail: `a file has at most ${ROWS_MAX} rows: send the rest as another import`,
      });
    const first = this.firstOf(reference, cluster, row);
    if (first === undefined) return ok(undefined);
    return err({
      column: 'cluster',
      rule: 'duplicate-row',
      detail: `row ${first} has this subject and cluster already`,
    });
  }

  /** The row that had this document before; else this row is noted. */
  private firstOf(reference: string, cluster: string, row: number): number | undefined {
    let rows = this.bySubject.get(reference);
    if (!rows) {
      // No cluster's name has a line break.
      if (this.bySubject.size >= this.namedMax)
        return this.others.note(`${cluster}\n${reference}`, row);
      rows = new Map();
      this.bySubject.set(reference, rows);
    }
    const first = rows.get(cluster);
    if (first === undefined) rows.set(cluster, row);
    return first;
  }
}
