import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';

const PAGE: Statement = {
  name: 'subject_training_page',
  text: `SELECT s.subject_id, s.reference, o.data AS outcome FROM app.subject s
         JOIN app.subject_cluster o
           ON o.cell_id = s.cell_id AND o.subject_id = s.subject_id AND o.cluster = 'outcome'
         WHERE s.cell_id = $1 AND s.kind = $2 AND s.subject_id > $3
         ORDER BY s.subject_id LIMIT $4`,
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

/** Subjects with an outcome, in order of id, after the given one. */
export async function readObserved(
  tx: Tx,
  kind: SubjectKind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<ObservedSubject[]> {
  return tx.query<ObservedSubject>(PAGE, [tx.cell.cellId, kind, after, limit]);
}
