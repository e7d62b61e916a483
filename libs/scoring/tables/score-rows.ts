import type { Statement, Tx } from '#adapters/database';
import type { ChunkConstants, ScoredRow } from '../bulk/encode-scores.js';

const INSERT: Statement = {
  name: 'score_insert_many',
  text: `INSERT INTO app.score (cell_id, store, scored_at, as_of, model, coverage, job_id,
      deployment_version, calibration, score_id, subject_id, score, pd, logit, pd_low, pd_high, flags, status,
      why, band, reasons, out_of_range)
    SELECT $1, 0, $2, $3, $4, $5, $6, $20, $21, score_id, subject_id, score, pd, logit, pd_low, pd_high,
      flags, status, why, band, reasons, out_of_range
    FROM unnest($7::uuid[], $8::uuid[], $9::smallint[], $10::float8[], $11::float8[],
      $12::float8[], $13::float8[], $14::smallint[], $15::text[], $16::text[], $17::text[],
      $18::text[], $19::text[])
      AS made (score_id, subject_id, score, pd, logit, pd_low, pd_high, flags, status, why, band,
        reasons, out_of_range)`,
};
/** Rows of one statement. */
const ROWS_MAX = 2_000;

/** Writes a small job's results into the shared store. */
export function insertScoresInChunks(
  tx: Tx,
  jobId: string,
  constants: ChunkConstants,
  rows: readonly ScoredRow[],
): void {
  const { scoredAt, asOf, model, calibration, coverage, deploymentVersion } = constants;
  for (let start = 0; start < rows.length; start += ROWS_MAX) {
    const some = rows.slice(start, start + ROWS_MAX);
    tx.send(INSERT, [
      tx.cell.cellId,
      scoredAt,
      asOf,
      model,
      coverage,
      jobId,
      some.map((row) => row.scoreId.toString('hex')),
      some.map((row) => row.subject.toString('hex')),
      some.map((row) => row.score),
      some.map((row) => row.pd),
      some.map((row) => row.logit),
      some.map((row) => row.pdLow),
      some.map((row) => row.pdHigh),
      some.map((row) => row.flags),
      some.map((row) => row.status),
      some.map((row) => row.why),
      some.map((row) => row.band),
      some.map((row) => row.reasons),
      some.map((row) => row.outOfRange),
      deploymentVersion,
      calibration,
    ]);
  }
}
