import { writeFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import { withUseCases } from '../context.js';
import { LocalFault } from '../local/local-fault.js';
import { ApiClient } from './api-client.js';
import { bringUp, type Installation } from './installation.js';
import {
  askForConsent,
  bulkScore,
  consentedScore,
  deploy,
  importKind,
  type JobState,
  type JourneyPlaces,
} from './journey.js';
import { Progress } from './progress.js';
import { reportOf, reportText, type StartReport } from './report.js';
import { publicData, type SampleData, simulatedData } from './sample-data.js';
import { type Sample, seed } from './seed.js';
import { type SampleModel, trainKind } from './train.js';
import {
  readWorldRecord,
  refuseOtherData,
  type WorldRecord,
  writeWorldRecord,
} from './world-record.js';

/** What `assay start` was told. */
export interface StartOptions {
  readonly once?: boolean;
  readonly json?: string;
  readonly data?: string;
  readonly profile?: string;
}

const STEPS_TOTAL = 100;

/** Brings everything up, runs the journey, tells what happened, and serves until it is stopped. */
export async function runStart(options: StartOptions): Promise<void> {
  if ((options.data === undefined) !== (options.profile === undefined))
    throw new LocalFault('--data FILE and --profile NAME go together');
  const began = Date.now();
  const progress = new Progress(STEPS_TOTAL);
  const interrupted = interruption();
  const installation = await bringUp(progress);
  try {
    const journey = runJourney(options, installation, progress, began);
    const report = await Promise.race([journey, interrupted, died(installation)]);
    progress.stop();
    if (!report) return;
    if (options.json !== undefined)
      await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(reportText(report));
    if (options.once === true) return;
    process.stdout.write('\nServing. Ctrl-C stops everything, PostgreSQL last.\n');
    await Promise.race([interrupted, died(installation)]);
  } finally {
    progress.stop();
    await installation.stop();
  }
}

async function runJourney(
  options: StartOptions,
  installation: Installation,
  progress: Progress,
  began: number,
): Promise<StartReport> {
  const { folder, environment, secrets } = installation;
  const record = await readWorldRecord(folder);
  const data = await dataOf(options, record);
  refuseOtherData(record, data.name, folder);
  progress.step('Sample institutions, keys and log-ins', 2);
  return withUseCases(environment, async (context) => {
    const sample = await seed(context, folder, secrets.staffPassword);
    const places = placesOf(installation, sample);
    let now: WorldRecord = record ?? {
      name: data.name,
      asOf: data.asOf.toISOString(),
      starts: 0,
      ready: false,
      models: [],
    };
    const models: SampleModel[] = [];
    const jobs: JobState[] = [];
    if (!now.ready) {
      await importAll(places, data, progress);
      progress.step('Learning scorecards', 12);
      for (const kind of data.kinds) models.push(await trainKind(context, data, kind));
      for (const { sha256 } of models) await deploy(places, sha256);
      for (const { kind } of data.kinds) {
        progress.step(`Scoring every ${kind}`, 12);
        jobs.push(await bulkScore(places, kind, progress.within));
      }
      now = { ...now, ready: true, models: models.map(({ sha256 }) => sha256) };
    }
    await writeWorldRecord(folder, { ...now, starts: now.starts + 1 });
    progress.step('A borrower gives consent, form by form, and is scored', 4);
    const scored = await consentedScore(places, await data.borrower(now.starts * 2));
    const open = await askForConsent(places);
    const next = await data.borrower(now.starts * 2 + 1);
    const seconds = (Date.now() - began) / 1000;
    const done = { models, jobs, scored, open, next, seconds };
    return reportOf({ data: data.name, installation, sample, ...done });
  });
}

async function importAll(
  places: JourneyPlaces,
  data: SampleData,
  progress: Progress,
): Promise<void> {
  const size = 40 / data.kinds.length;
  for (const kind of data.kinds) {
    progress.step(`Importing every ${kind.kind}`, size);
    await importKind(places, data, kind, progress.within);
  }
}

async function dataOf(
  { data, profile }: StartOptions,
  record: WorldRecord | undefined,
): Promise<SampleData> {
  if (data !== undefined && profile !== undefined) return publicData(data, profile);
  const asOf = record ? new Date(record.asOf) : DateTime.utc().startOf('month').toJSDate();
  return simulatedData(asOf);
}

function placesOf(installation: Installation, sample: Sample): JourneyPlaces {
  const { apiUrl, portalUrl, inboxUrl } = installation;
  return {
    marketplace: new ApiClient(apiUrl, sample.marketplaceKey),
    lender: new ApiClient(apiUrl, sample.lenderKey),
    portalUrl,
    inboxUrl,
  };
}

/** Resolves at the first Ctrl-C or SIGTERM. */
function interruption(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.stderr.write('\nStopping …\n');
        resolve(undefined);
      });
  });
}

function died(installation: Installation): Promise<never> {
  return new Promise((_, reject) => {
    installation.onEnd((why) => {
      reject(new LocalFault(why));
    });
  });
}
