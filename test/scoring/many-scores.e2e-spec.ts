import { jest } from '@jest/globals';
import { nth, openScene, type Scene } from '../consent/scene.js';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  grant,
  must,
  ONE_TIME,
  score,
  scoreBody,
  type TestRequest,
  unique,
  until,
  withdraw,
} from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';
import { expectProblem } from '../subjects/bad-input.js';

jest.setTimeout(180_000);
afterAll(endOwnApps);
afterAll(() => auditor.close());

interface Item {
  readonly status: number;
  readonly score?: { readonly score_id: string; readonly consent_id: string };
  readonly problem?: { readonly code: string; readonly errors?: readonly object[] };
}
interface Many {
  readonly items: readonly Item[];
}
interface Deferred {
  readonly score_request_id: string;
  readonly status: string;
  readonly items: readonly Item[] | null;
}

let scene: Scene;
let often: TestRequest;
beforeAll(async () => {
  scene = await openScene(2);
  often = await granted(0);
});

/** A request that a borrower has said yes to. */
async function granted(person: number, terms: object = {}): Promise<TestRequest> {
  const request = await askForConsent(scene.lender, scene.provider, { ...terms });
  await letResend();
  await grant(request, nth(scene.people, person));
  return request;
}

const ask = <Body = Many>(body: object, headers: Readonly<Record<string, string>> = {}, url = '') =>
  call<Body>(scene.lender.key, '/v1/scores', {
    body,
    headers,
    ...(url === '' ? {} : { apiUrl: url }),
  });
const poll = async (id: string): Promise<Deferred> =>
  must(await call<Deferred>(scene.lender.key, `/v1/score-requests/${id}`), 200);
const done = async (id: string): Promise<Deferred> => {
  await until(`request ${id}`, async () => (await poll(id)).status === 'done');
  return poll(id);
};
const codes = (items: readonly Item[]) =>
  items.map(({ status, problem }) => (problem ? `${String(status)} ${problem.code}` : status));
const scoresOf = ({ consentId }: TestRequest) => auditor.rows('score', { consent_id: consentId });

/** A lender whose page has a hundred applicants, some of whom have changed their minds. */
it('answers a hundred in their order, each for itself', async () => {
  const [taken, once] = [await granted(1), await granted(0, ONE_TIME)];
  must(await score(scene.lender, taken), 201);
  const absent = { ...scoreBody(often), consent_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f' };
  const items = [
    scoreBody(often),
    absent,
    { ...scoreBody(often), purpose: 'collections' },
    { ...scoreBody(often), purpose: 'curiosity', extra: 1 },
    'no item',
    scoreBody(once),
    scoreBody(taken),
    scoreBody(once),
    ...Array.from({ length: 92 }, () => absent),
  ];

  const answer = await ask({ items, deadline_ms: 30_000 });

  const { items: answers } = must(answer, 200);
  expect(answers).toHaveLength(100);
  const said = codes(answers);
  expect(said.slice(0, 5)).toEqual([
    201,
    '404 consent-not-found',
    '403 consent-purpose-mismatch',
    '400 input-invalid',
    '400 input-invalid',
  ]);
  expect(said[6]).toBe(201);
  // Two of a one-time consent: one is scored, whichever comes first.
  expect([said[5], said[7]].map(String).sort()).toEqual(['201', '403 consent-consumed']);
  expect(new Set(said.slice(8))).toEqual(new Set(['404 consent-not-found']));
  expect(answers[3]?.problem?.errors).toMatchObject([
    { pointer: '/items/3/purpose' },
    { pointer: '/items/3/extra', code: 'unknown-field' },
  ]);
  expect(answers[0]?.score).toMatchObject({ consent_id: often.consentId });
  expect(await scoresOf(once)).toHaveLength(1);
});

it.each([
  ['none', { items: [] }, '/items'],
  ['101', { items: Array.from({ length: 101 }, () => ({})) }, '/items'],
  ['a list and one', { items: [{}], consent_id: '' }, '/consent_id'],
  ['nothing', {}, '/consent_id'],
  ['a deadline of 30,001 ms', { items: [{}], deadline_ms: 30_001 }, '/deadline_ms'],
  ['a deadline of -1 ms', { items: [{}], deadline_ms: -1 }, '/deadline_ms'],
])('refuses a call for %s', async (_, body, pointer) => {
  const refused = await ask<Record<string, unknown>>(body);
  expectProblem(refused, 400, 'input-invalid');
  expect(JSON.stringify(refused.body['errors'])).toContain(`"pointer":"${pointer}"`);
});

/** A lender who cannot wait: what was accepted is made, once, and tells no more than a call would. */
it('accepts at a deadline of 0, and has the answers when they are asked for', async () => {
  const once = await granted(1, ONE_TIME);
  const key = { 'idempotency-key': unique('key') };
  const body = { items: [scoreBody(once), { purpose: 1 }, scoreBody(once)], deadline_ms: 0 };

  const accepted = await ask<Deferred>(body, key);
  const again = await ask<Deferred>(body, key);

  const { score_request_id: id, status, items } = must(accepted, 202);
  expect([status, items]).toEqual(['pending', null]);
  expect(accepted.headers.get('location')).toBe(`/v1/score-requests/${id}`);
  expect(must(again, 202).score_request_id).toBe(id);
  const answers = (await done(id)).items ?? [];
  expect(answers[1]).toMatchObject({ status: 400, problem: { code: 'input-invalid' } });
  expect(codes(answers).map(String).sort()).toEqual([
    '201',
    '400 input-invalid',
    '403 consent-consumed',
  ]);
  expect(await scoresOf(once)).toHaveLength(1);
  const other = await ask({ ...body, items: [scoreBody(once)] }, key);
  expectProblem(other as unknown as Answer, 422, 'idempotency-key-reused');
  const told = await auditor.rows('audit_entry', { resource_id: id });
  expect(told.map(({ action }) => action).sort()).toEqual([
    'score_request.accepted',
    'score_request.completed',
  ]);
});

/** A borrower: an answer that lies ready is no way round a withdrawal. */
it('gives no score of a request once its consent is withdrawn', async () => {
  const request = await askForConsent(scene.lender, scene.provider);
  await letResend();
  const visitor = await grant(request, nth(scene.people, 1));
  const accepted = await ask<Deferred>({ items: [scoreBody(request)], deadline_ms: 0 });
  const { score_request_id: id } = must(accepted, 202);
  expect(codes((await done(id)).items ?? [])).toEqual([201]);

  await withdraw(visitor, request.consentId);

  expect(codes((await poll(id)).items ?? [])).toEqual(['403 consent-revoked']);
});

/** One score is deferred as a list is, and its key finds it when it is made. */
it('accepts one score at a deadline of 0, and answers its repeat with the score', async () => {
  const once = await granted(0, ONE_TIME);
  const key = { 'idempotency-key': unique('key') };
  const accepted = await ask<Deferred>({ ...scoreBody(once), deadline_ms: 0 }, key);
  const { score_request_id: id } = must(accepted, 202);
  const [made] = (await done(id)).items ?? [];

  const changed = await ask(scoreBody(once), key);
  expectProblem(changed as unknown as Answer, 422, 'idempotency-key-reused');
  const again = await ask<Deferred>({ ...scoreBody(once), deadline_ms: 0 }, key);
  expect(must(again, 202).score_request_id).toBe(id);
  expect(made).toMatchObject({ status: 201, score: { consent_id: once.consentId } });
  expect(await scoresOf(once)).toHaveLength(1);
});

/** A lender whose database is slow: in time is in time, and nothing is made twice. */
it('accepts what a deadline cuts off, and makes each score once', async () => {
  const [held, free] = [await granted(0, ONE_TIME), await granted(1, ONE_TIME)];
  const lock = await auditor.hold(
    `SELECT 1 FROM app.consent WHERE consent_id = '${held.consentId}' FOR UPDATE`,
  );
  const body = { items: [scoreBody(held), scoreBody(free)], deadline_ms: 700 };
  const accepted = await ask<Deferred>(body).finally(() => lock.release());

  const { score_request_id: id } = must(accepted, 202);
  expect(codes((await done(id)).items ?? [])).toEqual([201, 201]);
  expect(await scoresOf(held)).toHaveLength(1);
  expect(await scoresOf(free)).toHaveLength(1);
});

/** What was accepted survives the process that accepted it. */
it('makes what an api accepted and was killed', async () => {
  const own = await startOwnApp('api');
  const once = await granted(1, ONE_TIME);
  const body = { items: [scoreBody(once)], deadline_ms: 0 };
  const { score_request_id: id } = must(await ask<Deferred>(body, {}, own.url), 202);
  await own.end('SIGKILL');

  expect(codes((await done(id)).items ?? [])).toEqual([201]);
  expect(await scoresOf(once)).toHaveLength(1);
});

it('forgets a request after 30 days', async () => {
  const own = await startOwnApp('api', {
    CLOCK_OFFSET_MS: String(30 * 86_400_000 + 60_000),
    API_PUBLIC_URL: testEnvironment().apiUrl,
  });
  const accepted = await ask<Deferred>({ items: [scoreBody(often)], deadline_ms: 0 });
  const { score_request_id: id } = must(accepted, 202);
  await done(id);
  const path = `/v1/score-requests/${id}`;
  const later = await call(scene.lender.key, path, { apiUrl: own.url });
  expectProblem(later, 404, 'score-request-not-found');
});
