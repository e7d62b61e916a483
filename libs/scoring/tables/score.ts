import type { Statement, Tx } from '#adapters/database';
import type { Result } from '../result.js';
import type { Job } from './job.js';

/** A score as it is kept. */
export interface StoredScore extends Result {
  readonly scoreId: string;
  readonly subjectId: string;
  readonly scoredAt: Date;
  readonly asOf: Date;
  /** SHA-256 of the model's artefact, hexadecimal. */
  readonly model: string;
  /** Of the model's kind, in the tenant's home cell: it names the scale. */
  readonly deploymentVersion: number;
  /** SHA-256 of the recipient's own map of the model, hexadecimal; null where there was none. */
  readonly calibration: string | null;
  /** Reason codes, comma-separated, the costliest first. */
  readonly reasons: string;
  /** Codes of what spoke for the subject, the strongest first; null for scores made in bulk. */
  readonly favourable: string | null;
  /** Withheld and missing clusters, as `coverageText` writes them. */
  readonly coverage: string;
  /** JSON of the shown points; null for scores made in bulk, and where there is no number. */
  readonly points: string | null;
  /** Names the inputs that are kept beside it; null for scores made in bulk, which keep none. */
  readonly inputHash: string | null;
  readonly consentId: string | null;
  readonly applicationId: string | null;
}

const COLUMNS = `s.score_id AS "scoreId", s.subject_id AS "subjectId", s.scored_at AS "scoredAt",
  s.as_of AS "asOf", encode(s.model, 'hex') AS model,
  encode(s.calibration, 'hex') AS calibration,
  s.deployment_version AS "deploymentVersion", encode(s.input_hash, 'hex') AS "inputHash",
  s.status, s.why, s.score, s.pd, s.logit,
  s.band, s.pd_low AS "pdLow", s.pd_high AS "pdHigh", s.flags, s.out_of_range AS "outOfRange",
  s.reasons, s.favourable, s.coverage, s.points, s.consent_id AS "consentId",
  s.application_id AS "applicationId"`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const OWN_STORE_PAGE: Statement = {
  name: 'score_store_page',
  text: `SELECT ${COLUMNS} FROM app.score s
    WHERE s.cell_id = $1 AND s.store = $2 AND s.score_id > $3 ORDER BY s.score_id LIMIT $4`,
};
const SHARED_PAGE: Statement = {
  name: 'score_job_page',
  text: `SELECT ${COLUMNS} FROM app.score s
    WHERE s.cell_id = $1 AND s.store = 0 AND s.job_id = $2 AND s.score_id > $3
    ORDER BY s.score_id LIMIT $4`,
};
const READ: Statement = {
  name: 'score_read',
  text: `SELECT ${COLUMNS} FROM app.score s WHERE s.cell_id = $1 AND s.score_id = $2`,
};
const OF_CONSENT: Statement = {
  name: 'score_of_consent',
  text: `SELECT ${COLUMNS} FROM app.score s
    WHERE s.cell_id = $1 AND s.store = 0 AND s.consent_id = $2
    ORDER BY s.scored_at DESC, s.score_id DESC LIMIT $3`,
};

const OF_CONSENTS: Statement = {
  name: 'score_of_consents',
  text: `SELECT ${COLUMNS} FROM unnest($2::uuid[]) AS of (consent_id)
    CROSS JOIN LATERAL (
      SELECT * FROM app.score s
      WHERE s.cell_id = $1 AND s.store = 0 AND s.consent_id = of.consent_id
      ORDER BY s.scored_at DESC, s.score_id DESC LIMIT $3) s
    ORDER BY s.scored_at DESC, s.score_id DESC LIMIT $3`,
};

/** The next results of a job in this cell, by score id. */
export async function readStorePage(
  tx: Tx,
  job: Pick<Job, 'jobId' | 'store'>,
  after: string | undefined,
  limit: number,
): Promise<StoredScore[]> {
  const [statement, of] = job.store ? [OWN_STORE_PAGE, job.store] : [SHARED_PAGE, job.jobId];
  return tx.query<StoredScore>(statement, [tx.cell.cellId, of, after ?? FIRST_ID, limit]);
}

/** A score of this cell. */
export async function readScore(tx: Tx, scoreId: string): Promise<StoredScore | undefined> {
  const [score] = await tx.query<StoredScore>(READ, [tx.cell.cellId, scoreId]);
  return score;
}

/** Scores made under a consent, newest first. */
export async function scoresOfConsent(
  tx: Tx,
  consentId: string,
  limit: number,
): Promise<StoredScore[]> {
  return tx.query<StoredScore>(OF_CONSENT, [tx.cell.cellId, consentId, limit]);
}

/** Scores made under any of the consents, the newest first. */
export async function scoresOfConsents(
  tx: Tx,
  consentIds: readonly string[],
  limit: number,
): Promise<StoredScore[]> {
  return tx.query<StoredScore>(OF_CONSENTS, [tx.cell.cellId, consentIds, limit]);
}

const INSERT: Statement = {
  name: 'score_insert',
  text: `INSERT INTO app.score (cell_id, store, score_id, subject_id, scored_at, as_of, model,
      status, why, score, pd, logit, band, pd_low, pd_high, flags, out_of_range, reasons,
      favourable, coverage, points, consent_id, application_id, deployment_version, input_hash,
      calibration)
    SELECT $1, 0, score_id, subject_id, scored_at, as_of, decode(model, 'hex'), status, why, score,
      pd, logit, band, pd_low, pd_high, flags, out_of_range, reasons, favourable, coverage, points,
      consent_id, application_id, deployment_version, decode(input_hash, 'hex'),
      decode(calibration, 'hex')
    FROM unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[],
      $7::text[], $8::text[], $9::smallint[], $10::float8[], $11::float8[], $12::text[],
      $13::float8[], $14::float8[], $15::smallint[], $16::text[], $17::text[], $18::text[],
      $19::text[], $20::text[], $21::uuid[], $22::uuid[],
      $23::integer[], $24::text[], $25::text[])
      AS made (score_id, subject_id, scored_at, as_of, model, status, why, score, pd, logit, band,
        pd_low, pd_high, flags, out_of_range, reasons, favourable, coverage, points, consent_id,
        application_id, deployment_version, input_hash, calibration)`,
};

/** Keeps scores of the shared store; the text of the statement is one, whatever their number. */
export function insertScores(tx: Tx, scores: readonly StoredScore[]): void {
  const column = <T>(of: (score: StoredScore) => T): T[] => scores.map(of);
  tx.send(INSERT, [
    tx.cell.cellId,
    column((score) => score.scoreId),
    column((score) => score.subjectId),
    column((score) => score.scoredAt),
    column((score) => score.asOf),
    column((score) => score.model),
    column((score) => score.status),
    column((score) => score.why),
    column((score) => score.score),
    column((score) => score.pd),
    column((score) => score.logit),
    column((score) => score.band),
    column((score) => score.pdLow),
    column((score) => score.pdHigh),
    column((score) => score.flags),
    column((score) => score.outOfRange),
    column((score) => score.reasons),
    column((score) => score.favourable),
    column((score) => score.coverage),
    column((score) => score.points),
    column((score) => score.consentId),
    column((score) => score.applicationId),
    column((score) => score.deploymentVersion),
    column((score) => score.inputHash),
    column((score) => score.calibration),
  ]);
}

const READ_MANY: Statement = {
  name: 'score_read_many',
  text: `SELECT ${COLUMNS} FROM app.score s
    WHERE s.cell_id = $1 AND s.store = 0 AND s.score_id = ANY ($2::uuid[])`,
};

/** Scores of the shared store, in no order. */
export async function readScores(tx: Tx, scoreIds: readonly string[]): Promise<StoredScore[]> {
  return tx.query<StoredScore>(READ_MANY, [tx.cell.cellId, scoreIds]);
}
