import { setTimeout as pause } from 'node:timers/promises';
import type { Jurisdiction, SubjectKind } from '#score-engine';
import { createWorld } from '#simulator';
import { SCOPES } from '#tenancy';
import { giveConsent } from '../../apps/cli/start/give-consent.js';
import { Visitor } from '../../apps/cli/start/visitor.js';
import { testEnvironment } from './environment.js';
import { must, operator, type TestTenant, unique } from './basics.js';
import { deploy } from './deploy.js';
import { type Answer, call } from './http.js';

export { logIn, must, operator, type TestTenant, unique } from './basics.js';

/** The instant as of which tests import. */
export const AS_OF = '2026-11-01T00:00:00.000Z';
/** Cells of each test tenant, so that whoever forgets the cell is told. */
export const LIVE_CELLS = 4;
const WAIT_MS = 60_000;
const POLL_MS = 40;

/** A subject whom a provider knows. */
export interface TestSubject {
  readonly reference: string;
  readonly email: string;
}

/** A consent request and what it is about. */
export interface TestRequest {
  readonly consentId: string;
  readonly link: string;
  readonly applicationId: string;
  readonly subjectId: string;
}

/** Takes in an institution of the test's own, with four live cells and a key with every scope. */
export async function newTenant(
  roles: readonly ('provider' | 'recipient')[] = ['provider', 'recipient'],
  tradingName?: string,
  jurisdiction: Jurisdiction = 'CN',
): Promise<TestTenant> {
  const slug = unique('t');
  const token = await operator();
  const name = tradingName ?? `Tenant ${slug}`;
  const tenant = await call<{ tenant_id: string }>(token, '/v1/platform/tenants', {
    body: {
      ...{ slug, legal_name: `${name} Ltd.`, trading_name: name, roles, jurisdiction },
      live_cells: LIVE_CELLS,
    },
  });
  const { tenant_id: tenantId } = must(tenant, 201);
  return { slug, tenantId, key: await newKey(slug, SCOPES) };
}

/** Another key for a tenant. */
export async function newKey(
  slug: string,
  scopes: readonly string[],
  mode: 'live' | 'test' = 'live',
): Promise<string> {
  const created = await call<{ key: string }>(
    await operator(),
    `/v1/platform/tenants/${slug}/keys`,
    { body: { mode, name: 'test', scopes } },
  );
  return must(created, 201).key;
}

/** Imports NDJSON rows and waits until they are applied. */
export async function importRows(
  tenant: TestTenant,
  kind: SubjectKind,
  rows: readonly object[],
  asOf = AS_OF,
): Promise<void> {
  const body = rows.map((row) => JSON.stringify(row)).join('\n');
  const path = `/v1/imports?kind=${kind}&as_of=${encodeURIComponent(asOf)}`;
  const headers = { 'content-type': 'application/x-ndjson' };
  const staged = await call<{ import_id: string }>(tenant.key, path, { body, headers });
  const { import_id: id } = must(staged, 202);
  await until(`import ${id}`, async () => {
    const state = must(await call<{ status: string }>(tenant.key, `/v1/imports/${id}`), 200);
    return state.status === 'done';
  });
}

const BASIS = {
  basis: 'contract',
  purpose: 'Running the account',
  notice: 'terms',
  from: '2000-01-01T00:00:00Z',
};

/** Rows of simulated shoppers, their references and addresses made the test's own. */
export function shopperRows(first: number, count: number, tag: string): object[] {
  const world = createWorld({ seed: 11, asOf: new Date(AS_OF) });
  return Array.from({ length: count }, (_, at) => world.shopper(first + at)).flatMap((shopper) =>
    Object.entries(shopper.clusters).map(([cluster, data]) => ({
      reference: `${tag}-${shopper.reference}`,
      email: `${tag}.${shopper.email}`,
      basis: BASIS,
      cluster,
      data,
    })),
  );
}

/** Imports simulated shoppers; gives them in order. */
export async function importShoppers(
  tenant: TestTenant,
  count: number,
  first = 0,
): Promise<TestSubject[]> {
  const rows = shopperRows(first, count, tenant.slug) as (TestSubject & object)[];
  await importRows(tenant, 'person', rows);
  const byReference = new Map(
    rows.map(({ reference, email }) => [reference, { reference, email }]),
  );
  return [...byReference.values()];
}

/** Gives the tenant a scorecard of its own and deploys it; licenses it to others and deploys there. */
export async function deployModel(
  owner: TestTenant,
  kind: SubjectKind = 'person',
  licensees: readonly TestTenant[] = [],
  population = `of ${owner.slug}`,
): Promise<string> {
  const artefact = { ...testEnvironment().models[kind], population };
  const body = { name: 'Test card', artefact };
  const imported = await call<{ sha256: string }>(owner.key, '/v1/models', { body });
  const { sha256 } = must(imported, 201);
  await deploy(owner, { champion: sha256 });
  for (const licensee of licensees) {
    const licence = { body: { recipient: licensee.slug } };
    must(await call(owner.key, `/v1/models/${sha256}/licences`, licence), 201);
    await deploy(licensee, { champion: sha256 });
  }
  return sha256;
}

/** Terms of a request that tests vary. */
export const TERMS = {
  purpose: 'underwriting',
  clusters_needed: ['orders', 'repayments'],
  clusters_optional: ['profile', 'balances'],
  days: 31,
  data_life_days: 180,
  history_months: 36,
  mode: 'QUERY',
  fetch_type: 'PERIODIC',
  frequency: { unit: 'DAY', value: 20 },
} as const;

/** A one-time request. */
export const ONE_TIME = { fetch_type: 'ONETIME', frequency: undefined } as const;

/** A lender meets an applicant and asks a provider's data of them. */
export async function askForConsent(
  lender: TestTenant,
  provider: TestTenant,
  terms: Readonly<Record<string, unknown>> = {},
): Promise<TestRequest> {
  const subject = await call<{ subject_id: string }>(lender.key, '/v1/subjects', {
    body: { kind: 'person', reference: unique('applicant') },
  });
  const { subject_id: subjectId } = must(subject, 200, 201);
  const reference = unique('application');
  const application = await call<{ application_id: string }>(lender.key, '/v1/applications', {
    body: { subject_id: subjectId, reference, amount_minor: 100_000, currency: 'CNY' },
  });
  const { application_id: applicationId } = must(application, 201);
  const body = { application_id: applicationId, provider: provider.slug, ...TERMS, ...terms };
  const asked = await call<{ consent_id: string; link: string }>(
    lender.key,
    '/v1/consent-requests',
    { body },
  );
  const { consent_id: consentId, link } = must(asked, 201);
  return { consentId, link, applicationId, subjectId };
}

/** The borrower grants on the pages, ticking optional clusters; gives the browser, signed in. */
export async function grant(
  request: TestRequest,
  borrower: TestSubject,
  ticked: readonly string[] = ['profile', 'balances'],
): Promise<Visitor> {
  const visitor = new Visitor();
  await giveConsent(visitor, testEnvironment().inboxUrl, request.link, { borrower, ticked });
  return visitor;
}

/** The borrower takes a consent back on the pages. */
export async function withdraw(visitor: Visitor, consentId: string): Promise<void> {
  const url = `${testEnvironment().portalUrl}/consents/${consentId}/withdraw`;
  const page = await visitor.open(url);
  const after = await visitor.submit(page, /\/withdraw$/, {});
  if (!after.url.endsWith('/withdrawn')) throw new Error(`Ended at ${after.url}`);
}

/** What asks for a score under a consent. */
export const scoreBody = (request: Pick<TestRequest, 'consentId' | 'applicationId'>) => ({
  consent_id: request.consentId,
  purpose: 'underwriting',
  application_id: request.applicationId,
});

/** A call for one score that waits for it, however busy the machine is. */
export const scoreCall = (request: Pick<TestRequest, 'consentId' | 'applicationId'>) => ({
  ...scoreBody(request),
  deadline_ms: 30_000,
});

/** A lender asks for a score under a consent. */
export async function score(
  lender: TestTenant,
  request: Pick<TestRequest, 'consentId' | 'applicationId'>,
  idempotencyKey?: string,
): Promise<Answer> {
  return call(lender.key, '/v1/scores', {
    body: scoreCall(request),
    headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
  });
}

/** Asks again until it is so; fails after a minute. */
export async function until(what: string, done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_MS;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`Waited a minute for ${what}`);
    await pause(POLL_MS);
  }
}
