import { err, ok, type Result } from '#kernel';
import type { Fault } from './fault.js';
import type { ImportRow } from './row.js';

/** Subjects of one file whose rows are remembered; beyond them a repeated row replaces the first. */
const SUBJECTS_SEEN_MAX = 250_000;

/** Remembers which document of which subject stood in which row. */
export class SeenRows {
  private readonly bySubject = new Map<string, Map<string, number>>();

  /** Refuses a second document of one subject and cluster, naming the row of the first. */
  note({ reference, cluster, row }: ImportRow): Result<void, Fault> {
    let rows = this.bySubject.get(reference);
    if (!rows) {
      if (this.bySubject.size >= SUBJECTS_SEEN_MAX) return ok(undefined);
      rows = new Map();
      this.bySubject.set(reference, rows);
    }
    const first = rows.get(cluster);
    if (first !== undefined)
      return err({
        column: 'cluster',
        rule: 'duplicate-row',
        detail: `row ${first} has this subject and cluster already`,
      });
    rows.set(cluster, row);
    return ok(undefined);
  }
}
