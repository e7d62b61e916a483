/**
 * `npm run bench`: what the product does in real time and in bulk, as ratios to floors measured in
 * the same run on the same server, in turn.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateAll } from '../apps/cli/migrate.js';
import type { Bench } from './bench.js';
import { bulk } from './bulk/run.js';
import type { Figure } from './measure/figure.js';
import { describeMachine, ForeignCpu, probeFsync } from './measure/machine.js';
import { topOfProfiles } from './measure/profile.js';
import { type Options, readOptions } from './options.js';
import { makeFloorTables } from './system/floor-tables.js';
import { realTime } from './real-time/run.js';
import { benchEnvironment } from './system/environment.js';
import { benchModel } from './system/model.js';
import { benchPostgres, type BenchPostgres } from './system/postgres.js';
import { seedConsents, seedSubjects, seedVectors } from './system/seed.js';
import { BenchProcess } from './system/process.js';
import { benchTenants } from './system/tenants.js';

const PROFILED = 25;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(options: Options): Promise<void> {
  if (options.profile !== undefined) mkdirSync(options.profile, { recursive: true });
  say(describeMachine());
  const postgres = await benchPostgres();
  try {
    say(
      `PostgreSQL ${postgres.version}; durable one-page writes ${probeFsync(postgres.folder).toFixed(0)}/s`,
    );
    const figures = await Promise.race([measure(options, postgres), stopped]);
    say('');
    for (const figure of figures) say(lineOf(figure));
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
    if (options.profile !== undefined) showProfiles(options.profile, options);
  } finally {
    await BenchProcess.stopAll();
    await postgres.stop();
  }
}

/** Fails when we are told to stop, so that what was started is stopped in order. */
const stopped = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      reject(new Error(`The bench was stopped by ${signal}`));
    });
});
stopped.catch(() => undefined);

async function measure(options: Options, postgres: BenchPostgres): Promise<Figure[]> {
  const environment = await benchEnvironment(postgres.adminUrl);
  await migrateAll(environment);
  const { artefact, vectors } = benchModel();
  const tenants = await benchTenants(environment, artefact);
  const { consents, subjects } = options;
  say(`Seeding ${String(subjects)} subjects and ${String(consents)} consents …`);
  await seedVectors(postgres.admin, vectors);
  await seedSubjects(postgres.admin, tenants.provider, subjects);
  const asked = await seedSubjects(postgres.admin, tenants.recipient, consents);
  const given = await seedConsents(postgres.admin, tenants, asked);
  await makeFloorTables(postgres.admin);
  const bench: Bench = {
    options,
    postgres,
    environment,
    tenants,
    logFolder: join(postgres.folder, 'logs'),
    foreignCpu: new ForeignCpu([process.pid, postgres.pid]),
    say,
  };
  const figures: Figure[] = [];
  const { parts, connections } = options;
  if (parts.includes('real-time')) {
    say(`Real time, ${String(connections)} connections:`);
    figures.push(...(await realTime(bench, artefact, given)));
  }
  if (parts.includes('bulk')) {
    say(`Bulk, ${String(subjects)} subjects:`);
    figures.push(...(await bulk(bench, artefact)));
  }
  return figures;
}

function lineOf({ name, ours, floor, ratio, unit, runs, rounds }: Figure): string {
  const digits = unit === 'ms' ? 2 : 0;
  const foreign = Math.max(...rounds.map(({ foreignCores }) => foreignCores));
  return (
    `${name}: ${ours.toFixed(digits)} ${unit}, floor ${floor.toFixed(digits)}, ` +
    `ratio ${ratio.toFixed(2)} (${String(runs)} runs, foreign CPU at most ${foreign.toFixed(2)} cores)`
  );
}

function showProfiles(folder: string, { parts }: Options): void {
  const names = parts.flatMap((part) => (part === 'bulk' ? ['worker'] : ['plain', 'batched']));
  for (const name of names) {
    say(`\nWhere ${name} spent its time:`);
    for (const line of topOfProfiles(join(folder, name), PROFILED)) say(line);
  }
}

await main(readOptions(process.argv.slice(2)));
