import type { INestApplicationContext } from '@nestjs/common';
import { DateTime } from 'luxon';
import { withUseCases } from '../context.js';
import { LocalFault } from '../local/local-fault.js';
import { ApiClient } from './api-client.js';
import type { Installation } from './installation.js';
import {
  askForConsent,
  bulkEnd,
  consentedScore,
  deploy,
  importEnd,
  type ImportState,
  type JobState,
  type JourneyPlaces,
  type RiskTeams,
  sendKind,
  startBulk,
} from './journey.js';
import type { Progress } from './progress.js';
import { reportOf, type StartReport } from './report.js';
import { deployPolicy } from './sample-decision.js';
import { publicData, type SampleData, type SampleKind, simulatedData } from './sample-data.js';
import { signInTeam } from './risk-team.js';
import { LENDER, MARKETPLACE, type Sample, seed } from './seed.js';
import { type SampleModel, trainKind } from './train.js';
import {
  readWorldRecord,
  refuseOtherData,
  type WorldRecord,
  writeWorldRecord,
} from './world-record.js';

/** What the journey runs on: the simulated marketplace, or a public file read by a profile. */
export interface JourneyOptions {
  readonly data?: string;
  readonly profile?: string;
}

/** The main job, as far as this installation has not done it already, and what came of it. */
export async function runJourney(
  options: JourneyOptions,
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
    let made: Made = { models: [], jobs: [] };
    if (!now.ready) {
      const teams = signInTeams(installation);
      // Its fault is told where the teams are needed.
      teams.catch(() => undefined);
      made = await makeWorld(context, { ...places, teams }, data, progress);
      now = { ...now, ready: true, models: made.models.map(({ sha256 }) => sha256) };
    }
    await writeWorldRecord(folder, { ...now, starts: now.starts + 1 });
    progress.step('A borrower gives consent, form by form, and is scored', 4);
    const scored = await consentedScore(places, await data.borrower(now.starts * 2));
    const open = await askForConsent(places);
    const next = await data.borrower(now.starts * 2 + 1);
    const seconds = (Date.now() - began) / 1000;
    const done = { ...made, scored, open, next, seconds };
    return reportOf({ data: data.name, installation, sample, ...done });
  });
}

interface Made {
  readonly models: readonly SampleModel[];
  readonly jobs: readonly JobState[];
}

/**
 * Imports, learns and scores each kind. What the worker does, taking in and scoring, goes on while
 * the next kind is sent or learnt from.
 */
async function makeWorld(
  context: INestApplicationContext,
  places: JourneyPlaces & { readonly teams: Promise<RiskTeams> },
  data: SampleData,
  progress: Progress,
): Promise<Made> {
  const { kinds } = data;
  const step = (what: string, size: number) => progress.step(what, size / kinds.length);
  const sent: { readonly kind: SampleKind; readonly state: ImportState }[] = [];
  for (const kind of kinds) {
    step(`Sending every ${kind.kind}`, 26);
    sent.push({ kind, state: await sendKind(places, data, kind) });
  }
  const models: SampleModel[] = [];
  const started: { readonly kind: SampleKind; readonly job: JobState }[] = [];
  for (const { kind, state } of sent) {
    step(`Taking in every ${kind.kind}`, 14);
    await importEnd(places, kind, state, progress.within);
    step(`Learning the scorecard of ${kind.kind}s`, 24);
    const model = await trainKind(context, data, kind);
    models.push(model);
    await deploy(places, await places.teams, model.sha256);
    started.push({ kind, job: await startBulk(places, kind.kind) });
  }
  await deployPolicy(places.lender, (await places.teams).lender);
  const jobs: JobState[] = [];
  for (const { kind, job } of started) {
    step(`Scoring every ${kind.kind}`, 14);
    jobs.push(await bulkEnd(places, kind, job, progress.within));
  }
  return { models, jobs };
}

async function dataOf(
  { data, profile }: JourneyOptions,
  record: WorldRecord | undefined,
): Promise<SampleData> {
  if (data !== undefined && profile !== undefined) return publicData(data, profile);
  const asOf = record ? new Date(record.asOf) : DateTime.utc().startOf('month').toJSDate();
  return simulatedData(asOf);
}

/** Begun early: checking a password takes time, beside whatever else goes on. */
async function signInTeams({ apiUrl, secrets }: Installation): Promise<RiskTeams> {
  const [marketplace, lender] = await Promise.all(
    [MARKETPLACE, LENDER].map(({ slug }) => signInTeam(apiUrl, slug, secrets.staffPassword)),
  );
  if (!marketplace || !lender) throw new LocalFault('A sample risk team is not there');
  return { marketplace, lender };
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
