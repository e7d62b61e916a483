import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Artefact, compileScorecard } from '#score-engine';
import { FEATURE_SETS } from '#subjects';
import type { Bench } from '../bench.js';
import { type Figure, figureOf } from '../measure/figure.js';
import { contest } from '../measure/rounds.js';
import { AS_OF } from '../system/model.js';
import { settle } from '../system/postgres.js';
import { answers, BenchProcess } from '../system/process.js';
import { bulkFloor } from './floor.js';

const POLL_MS = 20;
const JOB_WITHIN_MS = 300_000;

interface JobState {
  readonly job_id: string;
  readonly status: string;
  readonly subjects: number;
  readonly scored: number;
}

/** Subjects a second: a job of the product, asked for over HTTP, beside bare COPY. */
export async function bulk(bench: Bench, artefact: Artefact): Promise<Figure[]> {
  const { postgres, environment, tenants, logFolder, options } = bench;
  const card = compileScorecard(artefact, FEATURE_SETS.person.definitions);
  if (!card.ok) throw new Error(JSON.stringify(card.error));
  const apps = ['api', 'worker'].map((name) =>
    BenchProcess.start({
      program: `apps/${name}/main.js`,
      name: `bulk-${name}`,
      environment,
      logFolder,
      profile: name === 'worker' && options.profile ? join(options.profile, name) : undefined,
    }),
  );
  const url = environment['API_PUBLIC_URL'] ?? '';
  const floor = {
    url: postgres.adminUrl,
    cellId: tenants.provider.cellId,
    modelSha256: tenants.modelSha256,
    card: card.value,
  };
  let tables = 0;
  const ours = timed(postgres.admin, () => runJob(url, tenants.provider.key));
  const bare = timed(postgres.admin, () => bulkFloor(floor, `bulk_${String(++tables)}`));
  try {
    await apps[0]?.whenReady(answers(`${url}/readyz`));
    await apps[1]?.whenReady(() => Promise.resolve(apps[1]?.said().includes('ready') ?? false));
    // Both compile what is hot.
    await ours();
    await bare();
    const rounds = await contest({
      foreignCpu: bench.foreignCpu,
      rounds: options.rounds,
      contestants: { floor: bare, ours },
      say: bench.say,
      show: (perSecond: number) => `${perSecond.toFixed(0)}/s`,
    });
    return [
      figureOf(rounds, {
        name: 'bulk',
        unit: 'subjects/s',
        ours: 'ours',
        floor: 'floor',
        of: (perSecond) => perSecond,
      }),
    ];
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
}

/** Rows a second of a work that says how many it made, on a database at rest. */
function timed(admin: Bench['postgres']['admin'], work: () => Promise<number>) {
  return async (): Promise<number> => {
    await settle(admin);
    const start = performance.now();
    const rows = await work();
    return (rows * 1000) / (performance.now() - start);
  };
}

async function runJob(url: string, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ kind: 'person', as_of: AS_OF.toISOString() });
  const asked = await fetch(`${url}/v1/jobs`, { method: 'POST', headers, body });
  if (asked.status !== 202) throw new Error(`The job was refused: ${await asked.text()}`);
  const { job_id: id } = (await asked.json()) as JobState;
  const until = performance.now() + JOB_WITHIN_MS;
  while (performance.now() < until) {
    const answer = await fetch(`${url}/v1/jobs/${id}`, { headers });
    const job = (await answer.json()) as JobState;
    if (job.status === 'failed') throw new Error('The job failed');
    if (job.status === 'done') {
      if (job.scored !== job.subjects) throw new Error('Not every subject was scored');
      return job.scored;
    }
    await pause(POLL_MS);
  }
  throw new Error('The job was not done in time');
}
