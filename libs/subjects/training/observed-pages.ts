import type { Cell } from '#kernel';
import type { SubjectKind } from '#score-engine';
import type { Tx, UnitOfWork } from '#adapters/database';
import { type ObservedSubject, readObserved } from '../tables/training.js';

/** Subjects read in one transaction. */
const PAGE_SUBJECTS = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Reads all observed subjects of a kind, page by page and cell by cell, in order of id. The next
 * page is read while its caller works on the one given.
 */
export async function* observedPages<T>(
  work: UnitOfWork,
  cells: readonly Cell[],
  kind: SubjectKind,
  read: (tx: Tx, page: readonly ObservedSubject[]) => Promise<T>,
): AsyncGenerator<T, void> {
  const readAfter = (cell: Cell, after: string) =>
    work.run(cell, async (tx) => {
      const { observed, last } = await readObserved(tx, kind, { after, limit: PAGE_SUBJECTS });
      return { value: await read(tx, observed), last };
    });
  for (const cell of cells) {
    let coming: ReturnType<typeof readAfter> | undefined = readAfter(cell, BEFORE_ALL);
    while (coming) {
      const { value, last }: Awaited<typeof coming> = await coming;
      coming = last === undefined ? undefined : readAfter(cell, last);
      // A fault of it is thrown when it is waited for; until then it must not count as unhandled.
      coming?.catch(() => undefined);
      yield value;
    }
  }
}
