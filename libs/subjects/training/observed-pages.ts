import type { Cell } from '#kernel';
import type { SubjectKind } from '#score-engine';
import type { Tx, UnitOfWork } from '#adapters/database';
import { type ObservedSubject, readObserved } from '../tables/training.js';

/** Subjects read in one transaction. */
const PAGE_SUBJECTS = 2000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Reads all observed subjects of a kind, page by page and cell by cell, in order of id. */
export async function* observedPages<T>(
  work: UnitOfWork,
  cells: readonly Cell[],
  kind: SubjectKind,
  read: (tx: Tx, page: readonly ObservedSubject[]) => Promise<T>,
): AsyncGenerator<T, void> {
  for (const cell of cells) {
    let after: string | undefined = BEFORE_ALL;
    while (after !== undefined) {
      const from: string = after;
      const { value, last } = await work.run(cell, async (tx) => {
        const page = await readObserved(tx, kind, { after: from, limit: PAGE_SUBJECTS });
        const full = page.length === PAGE_SUBJECTS;
        return { value: await read(tx, page), last: full ? page.at(-1)?.subject_id : undefined };
      });
      yield value;
      after = last;
    }
  }
}
