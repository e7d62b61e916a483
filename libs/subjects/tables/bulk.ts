import { type Cell, invariant, isId } from '#kernel';
import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';

const BOUNDS: Statement = {
  name: 'subject_bulk_bounds',
  text: `SELECT subject_id, n FROM (
           SELECT subject_id, row_number() OVER (ORDER BY subject_id) AS n,
             count(*) OVER () AS total
           FROM app.subject WHERE cell_id = $1 AND kind = $2) AS numbered
         WHERE n % $3::bigint = 0 OR n = total ORDER BY subject_id`,
};

/** Before every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The subjects of one cell with ids in (after, upTo]. */
export interface SubjectRange {
  readonly after: string;
  readonly upTo: string;
  readonly subjects: number;
}

/** Cuts the subjects of this cell into ranges of at most `size`, in order of id. */
export async function subjectRanges(
  tx: Tx,
  kind: SubjectKind,
  size: number,
): Promise<SubjectRange[]> {
  const rows = await tx.query<{ subject_id: string; n: number }>(BOUNDS, [
    tx.cell.cellId,
    kind,
    size,
  ]);
  return rows.map(({ subject_id: upTo, n }, at) => {
    const before = rows[at - 1];
    return { after: before?.subject_id ?? FIRST_ID, upTo, subjects: n - (before?.n ?? 0) };
  });
}

/** A range's subjects and their features, each a query for COPY, which takes no parameters. */
export interface BulkQueries {
  /** subject_id, basis, basis_from, basis_until, objected_at; in order of id. */
  readonly subjects: string;
  /** subject_id, as_of, packed; in order of id, some without a subject of the kind. */
  readonly features: string;
}

/**
 * Reads a range in two walks along the primary keys, which the caller merges. One query that joins
 * them is left to the planner, which after a large import knows nothing of the tables yet and
 * compares every subject with every other's features.
 */
export function bulkQueries(
  cell: Cell,
  kind: SubjectKind,
  featureSet: string,
  { after, upTo }: Pick<SubjectRange, 'after' | 'upTo'>,
): BulkQueries {
  invariant(Number.isInteger(cell.cellId), 'a cell id is a whole number');
  invariant(/^[0-9a-f]{64}$/.test(featureSet), 'a feature set is named by its hash');
  invariant(isId(after) && isId(upTo), 'ids are lower-case UUIDs');
  const inOrder = `subject_id > '${after}' AND subject_id <= '${upTo}' ORDER BY subject_id`;
  return {
    subjects: `SELECT subject_id, basis, basis_from, basis_until, objected_at FROM app.subject
      WHERE cell_id = ${cell.cellId} AND kind = '${kind}' AND ${inOrder}`,
    features: `SELECT subject_id, as_of, packed FROM app.subject_features
      WHERE cell_id = ${cell.cellId} AND feature_set = '${featureSet}' AND ${inOrder}`,
  };
}
