import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { type Clock, invariant, type SystemActor } from '#kernel';
import { type CopyWork, newId, type Tx } from '#adapters/database';
import { type EventHandler, type HandledEvent, handlerOperation, record } from '#audit';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { jobChunkScored } from '../events.js';
import type { Job, StateCounts } from '../tables/job.js';
import type { ChunkJobs } from './chunk-jobs.js';
import { type ChunkResult, type JobChunk, markChunkDone, readChunk } from '../tables/job-chunk.js';
import { insertScoresInChunks } from '../tables/score-rows.js';
import { type ChunkRow, readChunkRows } from './chunk-rows.js';
import { copyRange } from './copy-range.js';
import { SCORE_COPY_COLUMNS, ScoreEncoder, type ScoredRow } from './encode-scores.js';
import { recomputeFeatures } from './recompute-features.js';
import { chunkScoreIds } from './score-ids.js';
import { scoreRows, type RowScoring } from './score-rows.js';

const Details = z.object({ chunk_no: z.int().min(0) });

/**
 * Scores one chunk in one transaction of its cell: features out, evaluation, results in, chunk
 * done, event. Safe to run twice: the event is the operation id.
 */
export class ScoreChunk implements EventHandler {
  constructor(
    private readonly jobs: ChunkJobs,
    private readonly copy: CopyWork,
    private readonly clock: Clock,
  ) {}

  /** The second of two runs finds the first's outcome and does nothing. */
  async handle(event: HandledEvent): Promise<void> {
    const { chunk_no: chunkNo } = Details.parse(event.payload.details);
    const jobId = event.payload.resource.id;
    const { job, scoring } = await this.jobs.of(event.cell, jobId);
    const now = this.clock.now();
    const operation = { id: handlerOperation(event, 'score-chunk'), fingerprint: {}, now };
    await this.copy.once(event.cell, operation, async (tx, client) => {
      const chunk = await readChunk(tx, jobId, chunkNo);
      invariant(chunk, 'a planned chunk is in the manifest');
      const result = await scoreChunk({ tx, client, job, chunk, scoring, now });
      markChunkDone(tx, { jobId, chunkNo }, result, now);
      const requestId = event.payload.request_id;
      const actor: SystemActor = { kind: 'system', id: 'score-chunk', requestId };
      record(tx, actor, jobChunkScored(jobId, chunkNo, result), now);
      return { value: undefined, reference: result.scored };
    });
  }
}

interface ChunkRun {
  readonly tx: Tx;
  readonly client: PoolClient;
  readonly job: Job;
  readonly chunk: JobChunk;
  readonly scoring: RowScoring;
  readonly now: Date;
}

async function scoreChunk(run: ChunkRun): Promise<ChunkResult> {
  const { tx, client, job, chunk, now } = run;
  const rows = readChunkRows(await copyRange(client, tx.cell, job.kind, chunk), now);
  const skipped: Record<string, number> = {};
  const skip = (reason: string): void => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  const eligible = rows.filter((row) => {
    if (row.basis !== 'ok') skip(`basis-${row.basis}`);
    return row.basis === 'ok';
  });
  const states = await writeScores(run, eligible, await packedAsOf(run, eligible));
  return { scored: eligible.length, states, skipped };
}

/**
 * Each row's features as of the job's instant: the stored ones where they are of that instant;
 * undefined where there are no data to make them of.
 */
async function packedAsOf(
  run: ChunkRun,
  rows: readonly ChunkRow[],
): Promise<(Uint8Array | undefined)[]> {
  const { tx, job } = run;
  const wanted = job.asOf.getTime();
  const others = rows.filter((row) => row.asOfMs !== wanted);
  if (others.length === 0) return rows.map((row) => row.packed);
  const ids = others.map((row) => uuidOf(row.subject));
  const made = await recomputeFeatures(tx, job.kind, ids, job.asOf);
  return rows.map((row) => (row.asOfMs === wanted ? row.packed : made.get(uuidOf(row.subject))));
}

async function writeScores(
  run: ChunkRun,
  subjects: readonly ChunkRow[],
  vectors: readonly (Uint8Array | undefined)[],
): Promise<StateCounts> {
  const { tx, client, job, scoring, now } = run;
  const { store } = job;
  invariant(store !== null, 'a job is planned before its chunks are there');
  const states = { scored: 0, not_scorable: 0, in_default: 0 };
  if (subjects.length === 0) return states;
  const own = store > 0;
  const constants = {
    cellId: tx.cell.cellId,
    store,
    scoredAt: now,
    asOf: job.asOf,
    model: Buffer.from(job.model, 'hex'),
    calibration: job.calibration === null ? null : Buffer.from(job.calibration, 'hex'),
    coverage: '',
    deploymentVersion: job.deploymentVersion,
    jobId: own ? undefined : Buffer.from(job.jobId.replaceAll('-', ''), 'hex'),
  };
  const nextId = chunkScoreIds(newId(now));
  if (!own) {
    const scores: ScoredRow[] = [];
    scoreRows(scoring, vectors, (row, score) => {
      const subject = subjects[row].subject;
      states[score.status] += 1;
      scores.push({ ...score, scoreId: Buffer.from(nextId(subject)), subject });
    });
    insertScoresInChunks(tx, job.jobId, constants, scores);
    return states;
  }
  const encoder = new ScoreEncoder(constants, subjects.length);
  scoreRows(scoring, vectors, (row, score) => {
    const { subject } = subjects[row];
    states[score.status] += 1;
    encoder.add(score, nextId(subject), subject);
  });
  const into = client.query(
    copyFrom(
      `COPY app.score_store_${String(store)} (${SCORE_COPY_COLUMNS}) FROM STDIN (FORMAT binary)`,
    ),
  );
  await pipeline(Readable.from([encoder.finish()], { objectMode: false }), into);
  return states;
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
