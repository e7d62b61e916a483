import { randomUUID } from 'node:crypto';
import {
  computeFeatureRows,
  packFeatures,
  type SubjectKind,
  type FeatureDefinition,
} from '#score-engine';
import type { ApiKeyActor, StaffActor } from '#kernel';
import { newId } from '#adapters/database';
import {
  ApproveDeployment,
  CheckPlan,
  DeployedModels,
  ImportModel,
  ProposeDeployment,
} from '#models';
import { StartJob } from '#scoring';
import { createWorld } from '#simulator';
import { Tenants } from '#tenancy';
import { bucketOfReference, FEATURE_SETS } from '#subjects';
import { type Rig, until } from '../queue/rig.js';
import { testEnvironment } from '../support/environment.js';
import { AS_OF } from '../support/harness.js';
import { holdChanges } from './hold.js';

const KIND: SubjectKind = 'person';
const SHOPPERS = 100;
/** Of so many subjects one has no basis, and one no data. */
const SKIPPED_OF = 50;
/** Every chunk that would be done beyond so many waits, in the middle of its transaction. */
const DONE_BEFORE_HELD = 3;
/** Jobs of so many subjects write their results into a table of their own. */
export const OWN_STORE_FROM = 20_000;

/** What a seeded job must come to. */
export interface SeededJob {
  readonly jobId: string;
  readonly subjects: number;
  /** Of them without any data: not scorable. */
  readonly noData: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** Puts subjects with features straight into the tables, and asks for all of them to be scored. */
export async function startJob(rig: Rig, subjects: number): Promise<SeededJob> {
  await deployModel(rig);
  await seedSubjects(rig, subjects);
  const { work, cells, clock } = rig.institution;
  const start = new StartJob(work, cells, new DeployedModels(work, cells, clock), clock);
  const input = { kind: KIND, asOf: new Date(AS_OF) };
  const job = await start.execute(actorOf(rig), input);
  if (!job.ok) throw new Error(job.error.code);
  const few = subjects / SKIPPED_OF;
  const skipped = { 'basis-none': few };
  return { jobId: job.value.jobId, subjects, noData: few, skipped };
}

/** Holds a job's chunks in the middle of their work once some are done, until `release`. */
export const holdChunks = (rig: Rig): Promise<{ release(): Promise<void> }> =>
  holdChanges(
    rig,
    'job_chunk',
    `(SELECT count(done_at) FROM app.job_chunk) >= ${String(DONE_BEFORE_HELD)}`,
  );

/** Waits until some chunks are done, some are in the middle of their work and others not begun. */
export async function untilInTheMiddle(rig: Rig): Promise<void> {
  await until('the job is in the middle', async () => (await rig.heldHandlers()) > 0);
  const { rows } = await rig.admin.query<{ done: number; planned: number }>(
    `SELECT count(done_at)::int AS done, count(*)::int AS planned FROM app.job_chunk`,
  );
  const held = await rig.heldHandlers();
  expect(rows[0]?.done).toBeGreaterThanOrEqual(DONE_BEFORE_HELD);
  expect(rows[0]?.planned).toBeGreaterThan((rows[0]?.done ?? 0) + held);
}

/** Waits for the job's end: every subject scored once or counted as skipped, and told once. */
export async function expectDoneOnce(rig: Rig, seeded: SeededJob): Promise<void> {
  const { jobId, subjects, noData, skipped } = seeded;
  await until('the job is done', async () => (await readJob(rig, jobId))['status'] === 'done');
  const few = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  const scored = subjects - few;
  const job = await readJob(rig, jobId);
  const ownStore = subjects >= OWN_STORE_FROM;
  expect(job).toMatchObject({ subjects, scored, skipped, own_store: ownStore, finished: true });
  expect(job['not_scorable']).toBe(noData);
  expect(job['chunks_done']).toBe(job['chunks']);
  const { rows } = await rig.admin.query(
    `SELECT count(*)::int AS results, count(DISTINCT subject_id)::int AS subjects,
       count(DISTINCT score_id)::int AS ids FROM app.score`,
  );
  expect(rows).toEqual([{ results: scored, subjects: scored, ids: scored }]);
  const { rows: told } = await rig.admin.query(
    `SELECT resource_id FROM app.audit_entry WHERE action = 'job.finished'`,
  );
  expect(told).toEqual([{ resource_id: jobId }]);
}

async function readJob(rig: Rig, jobId: string): Promise<Record<string, unknown>> {
  const { rows } = await rig.admin.query(
    `SELECT status, subject_count::int AS subjects, scored_count::int AS scored, skipped,
       (states->>'not_scorable')::int AS not_scorable,
       chunks_done, chunk_count AS chunks, store > 0 AS own_store, finished_at IS NOT NULL AS finished
     FROM app.job WHERE job_id = $1`,
    [jobId],
  );
  return rows[0];
}

async function deployModel(rig: Rig): Promise<void> {
  const { work, cells, clock, tenantId } = rig.institution;
  const actor = actorOf(rig);
  const owner = { tenantId, mode: 'live' } as const;
  const model = {
    name: 'Card',
    artefact: testEnvironment().models[KIND],
    how: 'imported',
  } as const;
  const kept = await new ImportModel(work, clock).execute(actor, owner, model);
  if (!kept.ok) throw new Error(kept.error.code);
  const { sha256 } = kept.value;
  const models = new DeployedModels(work, cells, clock);
  const check = new CheckPlan(work, models, new Tenants(work), clock);
  const [first, second] = [staffOf(rig), staffOf(rig)];
  const plan = { champion: sha256, challengers: [], shadows: [], scale: {} };
  const propose = new ProposeDeployment(work, cells, check, clock);
  const proposed = await propose.execute(first, 'live', plan);
  if (!proposed.ok) throw new Error(proposed.error.code);
  const approve = new ApproveDeployment(work, cells, check, clock);
  const approved = await approve.execute(second, 'live', proposed.value.proposalId);
  if (!approved.ok) throw new Error(approved.error.code);
}

async function seedSubjects(rig: Rig, count: number): Promise<void> {
  const { tenantId, cells, clock } = rig.institution;
  const now = clock.now();
  const all = await cells.all(tenantId, 'live');
  const { definitions, hash } = FEATURE_SETS[KIND];
  const vectors = featureVectors(definitions);
  const rows = Array.from({ length: count }, (_, at) => {
    const reference = `S-${String(at)}`;
    const bucket = bucketOfReference(tenantId, reference);
    return {
      cell: all[bucket & (all.length - 1)]?.cellId,
      id: newId(now, bucket),
      reference,
      basis: at % SKIPPED_OF === 0 ? null : 'contract',
      packed: at % SKIPPED_OF === 1 ? null : vectors[at % vectors.length],
    };
  });
  await rig.admin.query(
    `INSERT INTO app.subject (cell_id, subject_id, kind, reference, basis, basis_purpose,
       basis_notice, basis_from, created_at)
     SELECT cell, id, $1, reference, basis, 'p', 'n', $2, $2
     FROM unnest($3::int[], $4::uuid[], $5::text[], $6::text[]) AS of (cell, id, reference, basis)`,
    [
      KIND,
      now,
      rows.map((row) => row.cell),
      rows.map((row) => row.id),
      rows.map((row) => row.reference),
      rows.map((row) => row.basis),
    ],
  );
  const ready = rows.filter(({ packed }) => packed !== null);
  await rig.admin.query(
    `INSERT INTO app.subject_features (cell_id, feature_set, subject_id, as_of, packed)
     SELECT cell, $1, id, $2, packed
     FROM unnest($3::int[], $4::uuid[], $5::bytea[]) AS of (cell, id, packed)`,
    [
      hash,
      AS_OF,
      ready.map((row) => row.cell),
      ready.map((row) => row.id),
      ready.map((row) => row.packed),
    ],
  );
}

function featureVectors(definitions: readonly FeatureDefinition[]): Buffer[] {
  const world = createWorld({ seed: 5, asOf: new Date(AS_OF) });
  return Array.from({ length: SHOPPERS }, (_, at) => {
    const { clusters } = world.shopper(at);
    return Buffer.from(packFeatures(computeFeatureRows(definitions, [clusters], new Date(AS_OF))));
  });
}

const staffOf = ({ institution: { tenantId } }: Rig): StaffActor => ({
  kind: 'staff',
  id: randomUUID(),
  tenantId,
  requestId: 'test',
});

const actorOf = ({ institution: { tenantId } }: Rig): ApiKeyActor => ({
  kind: 'api_key',
  id: 'key',
  tenantId,
  mode: 'live',
  scopes: [],
  requestId: 'test',
});
