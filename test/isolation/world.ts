import {
  askForConsent,
  deployModel,
  grant,
  importRows,
  importShoppers,
  logIn,
  must,
  newKey,
  newTenant,
  operator,
  score,
  scoreBody,
  shopperRows,
  type TestRequest,
  type TestTenant,
  unique,
  until,
} from '../support/harness.js';
import { SCOPES } from '#tenancy';
import { bringPolicy, policyDesk, referringAll } from '../deciding/desk.js';
import { letResend } from '../support/borrower.js';
import { propose } from '../support/deploy.js';
import { call } from '../support/http.js';

/** One of each thing that has an id, all of one tenant and one mode. */
export interface Things {
  readonly slug: string;
  readonly reference: string;
  readonly subjectId: string;
  readonly importId: string;
  readonly applicationId: string;
  readonly consentId: string;
  readonly scoreId: string;
  readonly scoreRequestId: string;
  readonly sha256: string;
  readonly proposalId: string;
  readonly jobId: string;
  readonly keyId: string;
  /** A policy of this mode alone, and a proposal of it that waits for a second person. */
  readonly policySha256: string;
  readonly policyProposalId: string;
  readonly decisionId: string;
  readonly endpointId: string;
  readonly deliveryId: string;
}

/** A tenant's things, and whoever may touch them. */
export interface World {
  readonly tenant: TestTenant;
  readonly things: Things;
}

/** Things that nobody has, in the form that things have. */
export const ABSENT: Things = {
  slug: 'no-such-tenant',
  reference: 'no-such-reference',
  subjectId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  importId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  applicationId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  consentId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  scoreId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  scoreRequestId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  sha256: '0'.repeat(64),
  proposalId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  jobId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  keyId: '000000000000',
  policySha256: '0'.repeat(64),
  policyProposalId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  decisionId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  endpointId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  deliveryId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
};

/** A provider that lends too, so that it has things of every kind; asks those of `provider`. */
export async function newWorld(provider: TestTenant): Promise<World> {
  return fill(await newTenant(), provider, 'live');
}

/** The same tenant's other mode, with things of its own. */
export async function otherMode({ tenant }: World, provider: TestTenant): Promise<World> {
  const inTest = async ({ slug, tenantId }: TestTenant): Promise<TestTenant> => ({
    ...{ slug, tenantId, key: await newKey(slug, SCOPES, 'test') },
  });
  return fill(await inTest(tenant), await inTest(provider), 'test');
}

async function fill(
  tenant: TestTenant,
  provider: TestTenant,
  mode: 'live' | 'test',
): Promise<World> {
  const { key, slug } = tenant;
  // One artefact in both modes of a tenant; and one in this mode alone, hence absent in the other.
  await deployModel(tenant);
  const sha256 = await deployModel(tenant, 'person', [], unique('model'));
  const [borrower] = await importShoppers({ ...provider, slug: unique('b') }, 1);
  if (!borrower) throw new Error('no borrower');
  const request = await askForConsent(tenant, provider);
  await letResend();
  await grant(request, borrower);
  const scored = must(await score(tenant, request), 201) as { score_id: string };
  await importRows(tenant, 'person', shopperRows(1, 1, slug));
  const body = shopperRows(2, 1, slug).map((row) => JSON.stringify(row));
  const staged = await call<{ import_id: string }>(key, IMPORT, {
    body: body.join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const { subjectId } = request;
  const proposed = must(await propose(tenant, { champion: sha256 }), 201);
  const known = await call<{ reference: string }>(key, `/v1/subjects/${subjectId}`);
  const { reference } = must(known, 200);
  const things = {
    ...{ slug, reference, subjectId, sha256, jobId: await finishedJob(key) },
    ...{ importId: must(staged, 202).import_id, applicationId: request.applicationId },
    ...{ proposalId: proposed.proposal_id },
    ...{ consentId: request.consentId, scoreId: scored.score_id, keyId: await spareKey(slug) },
    ...(await decided(tenant, mode, request.applicationId, scored.score_id)),
    scoreRequestId: await finishedRequest(key, request),
    ...(await endpointTried(key)),
  };
  return { tenant, things };
}

/** Two versions in force one after the other, a third proposed for another product, a decision. */
async function decided(
  tenant: TestTenant,
  mode: 'live' | 'test',
  applicationId: string,
  scoreId: string,
): Promise<Pick<Things, 'policySha256' | 'policyProposalId' | 'decisionId'>> {
  const { key } = tenant;
  const desk = await policyDesk(tenant, mode);
  for (const name of ['first', 'second'])
    await desk.deploy(await bringPolicy(key, { tests: unique(name) }, referringAll()));
  const policySha256 = await bringPolicy(key, { product: 'another', tests: unique(mode) });
  const policyProposalId = await desk.propose(policySha256);
  const made = await call<{ decision_id: string }>(
    key,
    `/v1/applications/${applicationId}/decisions`,
    { body: { score_id: scoreId } },
  );
  return { policySha256, policyProposalId, decisionId: must(made, 201).decision_id };
}

const IMPORT = '/v1/imports?kind=person&as_of=2026-11-01T00%3A00%3A00Z';

async function finishedJob(key: string): Promise<string> {
  const started = await call<{ job_id: string }>(key, '/v1/jobs', { body: { kind: 'person' } });
  const { job_id: jobId } = must(started, 202);
  await until('the job', async () => {
    return (await call(key, `/v1/jobs/${jobId}`)).body['status'] === 'done';
  });
  return jobId;
}

async function finishedRequest(key: string, request: TestRequest): Promise<string> {
  const body = { items: [scoreBody(request)], deadline_ms: 0 };
  const asked = await call<{ score_request_id: string }>(key, '/v1/scores', { body });
  const { score_request_id: id } = must(asked, 202);
  await until('the scores', async () => {
    return (await call(key, `/v1/score-requests/${id}`)).body['status'] === 'done';
  });
  return id;
}

async function endpointTried(key: string) {
  // Nobody listens there.
  const body = { url: 'http://127.0.0.1:9/', events: ['job.failed'] };
  const made = await call<{ endpoint_id: string }>(key, '/v1/webhook-endpoints', { body });
  const { endpoint_id: endpointId } = must(made, 201);
  const path = `/v1/webhook-endpoints/${endpointId}/test`;
  const tested = await call<{ delivery_id: string }>(key, path, { method: 'POST' });
  return { endpointId, deliveryId: must(tested, 202).delivery_id };
}

async function spareKey(slug: string): Promise<string> {
  const body = { mode: 'live', name: 'spare', scopes: [] };
  const path = `/v1/platform/tenants/${slug}/keys`;
  return must(await call<{ key_id: string }>(await operator(), path, { body }), 201).key_id;
}

/** A member of staff of a tenant. */
export async function staffOf(
  tenant: string,
  role: 'compliance' | 'operator' | 'risk',
): Promise<{ readonly email: string; readonly password: string; readonly token: string }> {
  const account = { email: `${unique('staff')}@mail.invalid`, password: unique('long-password') };
  const body = { ...account, name: 'Staff', role, tenant };
  must(await call(await operator(), '/v1/platform/staff', { body }), 201);
  return { ...account, token: await logIn(account) };
}
