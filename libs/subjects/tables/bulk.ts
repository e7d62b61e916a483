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

/**
 * The query of a range's subjects with their features, in order of id, for COPY (which takes no
 * parameters). Who has no features of the set is there, with null for both.
 */
export function bulkFeaturesSql(
  cell: Cell,
  kind: SubjectKind,
  featureSet: string,
  { after, upTo }: Pick<SubjectRange, 'after' | 'upTo'>,
): string {
  invariant(Number.isInteger(cell.cellId), 'a cell id is a whole number');
  invariant(/^[0-9a-f]{64}$/.test(featureSet), 'a feature set is named by its hash');
  invariant(isId(after) && isId(upTo), 'ids are lower-case UUIDs');
  const within = (id: string) => `${id} > '${after}' AND ${id} <= '${upTo}'`;
  // The planner draws no bounds from a join: without the features' own it reads all of them.
  return `SELECT s.subject_id, s.basis, s.basis_from, s.basis_until, s.objected_at, f.as_of, f.packed
    FROM app.subject s LEFT JOIN app.subject_features f
      ON f.cell_id = ${cell.cellId} AND f.feature_set = '${featureSet}'
        AND f.subject_id = s.subject_id AND ${within('f.subject_id')}
    WHERE s.cell_id = ${cell.cellId} AND s.kind = '${kind}' AND ${within('s.subject_id')}
    ORDER BY s.subject_id`;
}
