import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';
import { readClusters } from './cluster.js';

// Subjects alone, and what became of them by their ids: while there are no statistics yet, as
// after a first import, the planner joins both by reading one again for each row of the other.
const PAGE: Statement = {
  name: 'subject_training_page',
  text: `SELECT subject_id, reference FROM app.subject
         WHERE cell_id = $1 AND kind = $2 AND subject_id > $3 ORDER BY subject_id LIMIT $4`,
};

/** A subject of whom it is known what became. */
export interface ObservedSubject {
  readonly subject_id: string;
  readonly reference: string;
  readonly outcome: {
    readonly observed_from: string;
    readonly observed_until: string;
    readonly defaulted_on: string | null;
  };
}

/** Subjects as they follow one another, those with an outcome. */
export interface ObservedPage {
  readonly observed: readonly ObservedSubject[];
  /** The last subject looked at, with an outcome or without; undefined when none is left. */
  readonly last: string | undefined;
}

/** Looks at so many subjects after the given one, in order of id. */
export async function readObserved(
  tx: Tx,
  kind: SubjectKind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<ObservedPage> {
  const page = await tx.query<Omit<ObservedSubject, 'outcome'>>(PAGE, [
    tx.cell.cellId,
    kind,
    after,
    limit,
  ]);
  const ids = page.map((subject) => subject.subject_id);
  const outcomes = new Map(
    (await readClusters(tx, ids, ['outcome'])).map(({ subject_id, data }) => [
      subject_id,
      data as ObservedSubject['outcome'],
    ]),
  );
  const observed = page.flatMap((subject) => {
    const outcome = outcomes.get(subject.subject_id);
    return outcome ? [{ ...subject, outcome }] : [];
  });
  return { observed, last: page.length === limit ? ids.at(-1) : undefined };
}
