import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artefact } from '#score-engine';
import type { FloorSettings } from '../floor-service.js';
import type { LoadRequest, LoadResult } from '../load-generator.js';
import { type Figure, figureOf } from '../measure/figure.js';
import { cpuSeconds } from '../measure/machine.js';
import { contest } from '../measure/rounds.js';
import type { Bench } from '../bench.js';
import { apiAddress, freePort } from '../system/environment.js';
import { settle } from '../system/postgres.js';
import { answers, BenchProcess } from '../system/process.js';
import type { BenchConsent } from '../system/seed.js';

/** As wide as the product's own pool by default. */
const POOL_SIZE = 10;
/** As long a warm-up at least; it ends when each consent was read once, so that its place is known. */
const WARM_SECONDS = 3;

const NAMES = ['floor', 'plain', 'batched'] as const;
type Name = (typeof NAMES)[number];

/** A run, and what it cost: processor time a score, in microseconds. */
interface Run extends LoadResult {
  readonly nodeUs: number;
  readonly postgresUs: number;
}

interface Service {
  readonly port: number;
  readonly pid: number;
}

interface Started {
  readonly services: Readonly<Record<Name, Service>>;
  readonly load: BenchProcess;
  readonly stop: () => Promise<void>;
}

/** Scores a second and their times: the product, plain and micro-batched, beside the bare service. */
export async function realTime(
  bench: Bench,
  artefact: Artefact,
  consents: readonly BenchConsent[],
): Promise<Figure[]> {
  await settle(bench.postgres.admin);
  const started = await start(bench, artefact, consents);
  try {
    return await measure(bench, started);
  } finally {
    await started.stop();
  }
}

async function measure(bench: Bench, { services, load }: Started): Promise<Figure[]> {
  const { connections, rounds, seconds } = bench.options;
  const run = async (name: Name, forSeconds: number, callsMin = 0): Promise<Run> => {
    const { port, pid } = services[name];
    const spent = () => [cpuSeconds([pid]), cpuSeconds([bench.postgres.pid])] as const;
    const before = spent();
    const request: LoadRequest = { port, connections, seconds: forSeconds, callsMin };
    const result = await load.ask<LoadResult>(request);
    const after = spent();
    if (result.faults > 0)
      throw new Error(`${name}: ${String(result.faults)} faults, first ${result.firstFault ?? ''}`);
    const [nodeUs, postgresUs] = [0, 1].map(
      (at) => ((after[at] - before[at]) * 1e6) / result.scores,
    ) as [number, number];
    return { ...result, nodeUs, postgresUs };
  };
  for (const name of NAMES)
    await run(name, Math.min(WARM_SECONDS, seconds), bench.options.consents);
  const measured = await contest<Name, Run>({
    foreignCpu: bench.foreignCpu,
    rounds,
    contestants: {
      floor: () => run('floor', seconds),
      plain: () => run('plain', seconds),
      batched: () => run('batched', seconds),
    },
    say: bench.say,
    show: (of) =>
      `${of.perSecond.toFixed(0)}/s (p50 ${of.p50.toFixed(1)}, p99 ${of.p99.toFixed(1)} ms, ` +
      `node ${of.nodeUs.toFixed(0)} + PostgreSQL ${of.postgresUs.toFixed(0)} us)`,
  });
  return (['plain', 'batched'] as const).flatMap((ours) => {
    const name = `real-time ${ours === 'plain' ? 'plain' : 'micro-batched'}`;
    const compared = { ours, floor: 'floor' } as const;
    return [
      figureOf(measured, { ...compared, name, unit: 'scores/s', of: (r) => r.perSecond }),
      figureOf(measured, { ...compared, name: `${name} p50`, unit: 'ms', of: (r) => r.p50 }),
      figureOf(measured, { ...compared, name: `${name} p99`, unit: 'ms', of: (r) => r.p99 }),
    ];
  });
}

async function start(
  bench: Bench,
  artefact: Artefact,
  consents: readonly BenchConsent[],
): Promise<Started> {
  const { postgres, environment, tenants, logFolder, options } = bench;
  const processes: BenchProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((one) => one.stop()));
  };
  const api = async (name: 'plain' | 'batched', batchMax: number): Promise<Service> => {
    const address = await apiAddress();
    const own = { ...environment, ...address, SCORE_BATCH_MAX: String(batchMax) };
    const program = 'apps/api/main.js';
    const profile = options.profile && join(options.profile, name);
    const child = BenchProcess.start({ program, name, environment: own, logFolder, profile });
    processes.push(child);
    await child.whenReady(answers(`${address.API_PUBLIC_URL}/readyz`));
    return serviceOf(child, Number(address.API_PORT));
  };
  const floor = async (): Promise<Service> => {
    const settings: FloorSettings = {
      url: postgres.adminUrl,
      port: await freePort(),
      poolSize: POOL_SIZE,
      key: tenants.recipient.key,
      tenantId: tenants.recipient.tenantId,
      heldIn: tenants.provider.cellId,
      askedIn: tenants.recipient.cellId,
      modelSha256: tenants.modelSha256,
      artefact,
    };
    const path = join(postgres.folder, 'floor.json');
    writeFileSync(path, JSON.stringify(settings));
    const program = 'bench/floor-service.js';
    const child = BenchProcess.start({
      program,
      name: 'floor',
      environment,
      logFolder,
      args: [path],
    });
    processes.push(child);
    await child.whenReady(answers(`http://127.0.0.1:${String(settings.port)}/healthz`));
    return serviceOf(child, settings.port);
  };
  try {
    const services = {
      floor: await floor(),
      plain: await api('plain', 1),
      batched: await api('batched', 64),
    };
    const path = join(postgres.folder, 'consents.json');
    writeFileSync(path, JSON.stringify(consents));
    const load = BenchProcess.start({
      program: 'bench/load-generator.js',
      name: 'load',
      environment,
      logFolder,
      args: [path, tenants.recipient.key],
    });
    processes.push(load);
    return { services, load, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

function serviceOf({ child }: BenchProcess, port: number): Service {
  if (child.pid === undefined) throw new Error('a service that runs has a process');
  return { port, pid: child.pid };
}
