import { Readable } from 'node:stream';
import { LocalFault } from '../local/local-fault.js';
import type { ApiClient } from './api-client.js';
import { type ConsentGiven, giveConsent } from './give-consent.js';
import { inPieces } from './pieces.js';
import type { SampleBorrower, SampleData, SampleKind } from './sample-data.js';
import { deployBy, type RiskTeam } from './risk-team.js';
import { decideBy, type DecisionState } from './sample-decision.js';
import { LENDER, MARKETPLACE } from './seed.js';
import { until } from './until.js';
import { Visitor } from './visitor.js';

/** Both clients, and where the borrower finds pages and mail. */
export interface JourneyPlaces {
  readonly marketplace: ApiClient;
  readonly lender: ApiClient;
  readonly portalUrl: string;
  readonly inboxUrl: string;
}

/** A job as the api tells it. */
export interface JobState {
  readonly job_id: string;
  readonly status: string;
  readonly subjects: number;
  readonly scored: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** A score as the api tells it. */
interface ScoreState {
  readonly score_id: string;
  readonly status: string;
  readonly score: number | null;
  readonly pd: number | null;
  readonly band: string | null;
  readonly at_bound: boolean;
  readonly reasons: readonly {
    readonly code: string;
    readonly en: string;
    readonly zh_cn: string;
  }[];
  readonly model: {
    readonly sha256: string;
    readonly event: string;
    readonly horizon_months: number;
  };
  readonly flags: readonly string[];
  readonly coverage: {
    readonly withheld: readonly string[];
    readonly missing: readonly string[];
    readonly unavailable: readonly string[];
  };
  readonly consent_id: string;
  readonly consent_version: number;
  readonly decision_id: string;
  readonly audit_event_id: string;
}

/** A consented score, and its place in the trail. */
export interface ScoredBorrower {
  readonly borrower: SampleBorrower;
  readonly consent: ConsentGiven;
  readonly score: ScoreState;
  readonly decision: DecisionState;
  readonly trail: readonly TrailEntry[];
}

/** An audit entry, as far as it is printed. */
interface TrailEntry {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
}

/** An import as the api tells it. */
export interface ImportState {
  readonly import_id: string;
  readonly status: string;
  readonly rows: number;
  readonly chunks: number;
  readonly chunks_done: number;
}

/** Sends a kind's rows through the endpoint that any provider uses; they are found sound. */
export async function sendKind(
  { marketplace }: JourneyPlaces,
  data: SampleData,
  { kind, rows }: SampleKind,
): Promise<ImportState> {
  const query = new URLSearchParams({ kind, as_of: data.asOf.toISOString() });
  const path = `/v1/imports?${query.toString()}`;
  const body = Readable.from(inPieces(rows()));
  return marketplace.upload<ImportState>(path, 'application/x-ndjson', body);
}

/** Waits until what was sent is in. */
export async function importEnd(
  { marketplace }: JourneyPlaces,
  { kind }: SampleKind,
  sent: ImportState,
  onProgress: (share: number) => void,
): Promise<void> {
  let state = sent;
  await until(`the import of ${kind}s`, async () => {
    state = await marketplace.get<ImportState>(`/v1/imports/${sent.import_id}`);
    onProgress(state.chunks === 0 ? 0 : state.chunks_done / state.chunks);
    return ['done', 'refused', 'failed'].includes(state.status);
  });
  if (state.status !== 'done') throw new LocalFault(`The import of ${kind}s: ${state.status}`);
}

/** Whoever decides with what is scored: each institution's risk team. */
export interface RiskTeams {
  readonly marketplace: RiskTeam;
  readonly lender: RiskTeam;
}

/** The marketplace scores with its model, and lets the lender do so. */
export async function deploy(
  { marketplace }: JourneyPlaces,
  teams: RiskTeams,
  sha256: string,
): Promise<void> {
  await deployBy(teams.marketplace, sha256);
  await marketplace.post(`/v1/models/${sha256}/licences`, { recipient: LENDER.slug });
  await deployBy(teams.lender, sha256);
}

/** Has all subjects of a kind scored by a job. */
export async function startBulk({ marketplace }: JourneyPlaces, kind: string): Promise<JobState> {
  return marketplace.post<JobState>('/v1/jobs', { kind });
}

/** Waits until a job is done. */
export async function bulkEnd(
  { marketplace }: JourneyPlaces,
  { kind }: SampleKind,
  started: JobState,
  onProgress: (share: number) => void,
): Promise<JobState> {
  let job = started;
  await until(`the scoring of all ${kind}s`, async () => {
    job = await marketplace.get<JobState>(`/v1/jobs/${started.job_id}`);
    onProgress(job.subjects === 0 ? 0 : job.scored / job.subjects);
    return job.status === 'done' || job.status === 'failed';
  });
  if (job.status === 'failed') throw new LocalFault(`The scoring of all ${kind}s failed`);
  return job;
}

/** A request for consent, waiting for its borrower. */
export interface OpenRequest {
  readonly consentId: string;
  readonly applicationId: string;
  readonly link: string;
  readonly lapsesAt: string;
}

/** The lender meets an applicant of whom it knows too little, and asks for consent. */
export async function askForConsent({ lender }: JourneyPlaces): Promise<OpenRequest> {
  const unique = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
  const subject = await lender.post<{ subject_id: string }>('/v1/subjects', {
    kind: 'person',
    reference: `applicant-${unique}`,
  });
  const application = await lender.post<{ application_id: string }>('/v1/applications', {
    subject_id: subject.subject_id,
    reference: `application-${unique}`,
    amount_minor: 2_000_000,
    currency: 'CNY',
  });
  interface Asked {
    readonly consent_id: string;
    readonly link: string;
    readonly lapses_at: string;
  }
  const asked = await lender.post<Asked>('/v1/consent-requests', {
    application_id: application.application_id,
    provider: MARKETPLACE.slug,
    purpose: 'underwriting',
    clusters_needed: ['orders', 'repayments'],
    clusters_optional: ['profile', 'balances'],
    reasons: {
      orders: 'To see how steady your purchases are.',
      repayments: 'To see how you repay what you buy in instalments.',
      profile: 'To see how long you have been a customer.',
      balances: 'To see how much of your limit you use.',
    },
    days: 31,
    data_life_days: 180,
    history_months: 24,
    mode: 'QUERY',
    fetch_type: 'PERIODIC',
    frequency: { unit: 'DAY', value: 4 },
  });
  return {
    consentId: asked.consent_id,
    applicationId: application.application_id,
    link: asked.link,
    lapsesAt: asked.lapses_at,
  };
}

/** The whole consented score: asked for, given on the pages, computed, found, decided by. */
export async function consentedScore(
  places: JourneyPlaces,
  borrower: SampleBorrower,
): Promise<ScoredBorrower> {
  const request = await askForConsent(places);
  const consent = await giveConsent(new Visitor(), places.inboxUrl, request.link, {
    borrower,
    ticked: ['profile'],
  });
  const { lender } = places;
  const score = await lender.post<ScoreState>('/v1/scores', {
    consent_id: request.consentId,
    // However busy the machine is.
    deadline_ms: 30_000,
    purpose: 'underwriting',
    application_id: request.applicationId,
  });
  const trail = await lender.get<{ events: TrailEntry[] }>(
    `/v1/audit/events?consent=${request.consentId}`,
  );
  if (!trail.events.some(({ id }) => id === score.audit_event_id))
    throw new LocalFault('The score is not in the lender’s own audit trail');
  const decision = await decideBy(lender, request.applicationId, score.score_id);
  return { borrower, consent, score, decision, trail: trail.events };
}
