import type { Statement, Tx } from '#adapters/database';
import type { ScoreInputs } from '../score-input.js';

/** The inputs of a score, as they are kept. */
export type StoredInputs = Omit<ScoreInputs, 'hash'>;

interface Row {
  readonly featureSet: string;
  readonly withheld: string;
  readonly packed: Buffer;
  readonly engine: string;
}

const INSERT: Statement = {
  name: 'score_input_insert',
  text: `INSERT INTO app.score_input (cell_id, score_id, feature_set, withheld, packed, engine)
    SELECT $1, score_id, feature_set, withheld, packed, engine
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::text[])
      AS made (score_id, feature_set, withheld, packed, engine)`,
};
const READ: Statement = {
  name: 'score_input_read',
  text: `SELECT feature_set AS "featureSet", withheld, packed, engine
    FROM app.score_input WHERE cell_id = $1 AND score_id = $2`,
};

/** Keeps what scores were made from. */
export function insertInputs(
  tx: Tx,
  inputs: readonly (StoredInputs & { readonly scoreId: string })[],
): void {
  const column = <T>(of: (input: (typeof inputs)[number]) => T): T[] => inputs.map(of);
  tx.send(INSERT, [
    tx.cell.cellId,
    column(({ scoreId }) => scoreId),
    column(({ featureSet }) => featureSet),
    column(({ withheld }) => withheld.join(',')),
    column(({ packed }) => packed),
    column(({ engine }) => engine),
  ]);
}

/** What a score was made from; undefined where that is gone, or was never kept. */
export async function readInputs(tx: Tx, scoreId: string): Promise<StoredInputs | undefined> {
  const [row] = await tx.query<Row>(READ, [tx.cell.cellId, scoreId]);
  if (!row) return undefined;
  return { ...row, withheld: row.withheld === '' ? [] : row.withheld.split(',') };
}
