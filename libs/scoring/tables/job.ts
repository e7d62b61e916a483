import type { Scale, ScoreState, SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';

/** Where a job stands: planning → running → finishing → done; failed is an end too. */
type JobStatus = 'planning' | 'running' | 'finishing' | 'done' | 'failed';

/** How many results are of each state. */
export type StateCounts = Readonly<Record<ScoreState, number>>;

/** Scoring of all subjects of a kind. Lives in the tenant's home cell. */
export interface Job {
  readonly jobId: string;
  readonly kind: SubjectKind;
  readonly model: string;
  /** The version that was deployed when the job was asked for. */
  readonly deploymentVersion: number;
  /** By whose leave the tenant scores with it; another's is flagged. */
  readonly modelOwner: string;
  /** The recipient's map of the model when the job was asked for; null where there was none. */
  readonly calibration: string | null;
  /** As it was deployed when the job was asked for: all chunks share one. */
  readonly scale: Scale;
  readonly asOf: Date;
  /** Where results go: 0 the shared store, else one of its own; null until that is decided. */
  readonly store: number | null;
  readonly status: JobStatus;
  readonly subjectCount: number;
  readonly chunkCount: number;
  readonly chunksDone: number;
  /** Results made, whatever they say. */
  readonly scoredCount: number;
  /** What they say: they sum to `scoredCount`. */
  readonly states: StateCounts;
  /** Subjects left out, by reason: scored + skipped = subjects. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `job_id AS "jobId", kind, model,
  deployment_version AS "deploymentVersion", model_owner AS "modelOwner", calibration, scale,
  as_of AS "asOf", store, status,
  subject_count AS "subjectCount", chunk_count AS "chunkCount", chunks_done AS "chunksDone",
  scored_count AS "scoredCount", states, skipped, created_at AS "createdAt", finished_at AS "finishedAt"`;

const INSERT: Statement = {
  name: 'job_insert',
  text: `INSERT INTO app.job (cell_id, job_id, kind, model, model_owner, calibration, scale, as_of, store,
      status, created_at, deployment_version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, 'planning', $9, $10)`,
};
const READ: Statement = {
  name: 'job_read',
  text: `SELECT ${COLUMNS} FROM app.job WHERE cell_id = $1 AND job_id = $2`,
};
const LOCK: Statement = { name: 'job_lock', text: `${READ.text} FOR NO KEY UPDATE` };
const TAKE_STORE: Statement = {
  name: 'job_take_store',
  text: `UPDATE app.job SET store = $3 WHERE cell_id = $1 AND job_id = $2 AND store IS NULL`,
};
const PROGRESS: Statement = {
  name: 'job_progress',
  text: `UPDATE app.job SET status = $3, subject_count = $4, chunk_count = $5, chunks_done = $6,
      scored_count = $7, states = $8, skipped = $9, finished_at = $10
    WHERE cell_id = $1 AND job_id = $2`,
};

/** Keeps a new job, to be planned. */
export function insertJob(
  tx: Tx,
  job: Pick<
    Job,
    | 'jobId'
    | 'kind'
    | 'model'
    | 'deploymentVersion'
    | 'modelOwner'
    | 'calibration'
    | 'scale'
    | 'asOf'
    | 'createdAt'
  >,
): void {
  const { jobId, kind, model, modelOwner, calibration, asOf, createdAt } = job;
  const by = [kind, model, modelOwner, calibration, JSON.stringify(job.scale)];
  tx.send(INSERT, [tx.cell.cellId, jobId, ...by, asOf, createdAt, job.deploymentVersion]);
}

/** A job of this (home) cell. */
export async function readJob(tx: Tx, jobId: string): Promise<Job | undefined> {
  const [job] = await tx.query<Job>(READ, [tx.cell.cellId, jobId]);
  return job;
}

/** The same, locked until the transaction ends. */
export async function lockJob(tx: Tx, jobId: string): Promise<Job | undefined> {
  const [job] = await tx.query<Job>(LOCK, [tx.cell.cellId, jobId]);
  return job;
}

/** Decides where a locked job's results go, unless that is decided. */
export function takeStore(tx: Tx, jobId: string, store: number): void {
  tx.send(TAKE_STORE, [tx.cell.cellId, jobId, store]);
}

/** Writes how far a locked job has come. */
export function writeProgress(tx: Tx, job: Job): void {
  const { jobId, status, subjectCount, chunkCount, chunksDone, scoredCount, finishedAt } = job;
  const counts = [subjectCount, chunkCount, chunksDone, scoredCount];
  const tallies = [JSON.stringify(job.states), JSON.stringify(job.skipped)];
  tx.send(PROGRESS, [tx.cell.cellId, jobId, status, ...counts, ...tallies, finishedAt]);
}
