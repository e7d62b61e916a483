import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import {
  askForConsent,
  grant,
  must,
  ONE_TIME,
  score,
  TERMS,
  type TestRequest,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { nth, OFTEN, openScene, type Scene } from './scene.js';

jest.setTimeout(120_000);

const AT_ONCE = 40;
let scene: Scene;
beforeAll(async () => {
  scene = await openScene(3);
}, 60_000);
afterAll(() => auditor.close());

async function granted(person: number, terms: object): Promise<TestRequest> {
  const request = await askForConsent(scene.lender, scene.provider, { ...terms });
  await letResend();
  await grant(request, nth(scene.people, person));
  return request;
}

/** What one reading leaves behind, and nothing of its repeats. */
async function readingsOf({ consentId }: TestRequest) {
  const where = { consent_id: consentId };
  const [consent] = await auditor.rows<{ status: string; window_reads: number }>('consent', where);
  const decisions = await auditor.rows<{ again: boolean; outcome: string }>(
    'access_decision',
    where,
  );
  return {
    status: consent?.status,
    counted: consent?.window_reads,
    scores: (await auditor.rows('score', where)).length,
    first: decisions.filter(({ again, outcome }) => !again && outcome === 'allowed').length,
  };
}

/** Guards the lender whose line breaks: it asks again, and pays with one reading, not with two. */
it('counts one reading for one key, and answers every repeat the same', async () => {
  const request = await granted(0, OFTEN);
  const first = must(await score(scene.lender, request, 'key'), 201);
  for (let n = 0; n < 3; n++)
    expect(must(await score(scene.lender, request, 'key'), 201)).toEqual(first);
  expect(must(await score(scene.lender, request, '"key"'), 201)).toEqual(first);
  expect(await readingsOf(request)).toEqual({ status: 'ACTIVE', counted: 1, scores: 1, first: 1 });

  const other = must(await score(scene.lender, request, 'other key'), 201);
  expect(other['score_id']).not.toBe(first['score_id']);
  expect(await readingsOf(request)).toMatchObject({ counted: 2, scores: 2, first: 2 });
});

/** Guards the same lender on a consent that is used up by what it already did. */
it('answers the one operation that used up a one-time consent, and no other', async () => {
  const request = await granted(1, ONE_TIME);
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, () => score(scene.lender, request, 'key once')),
  );
  const waiting = answers.filter(({ status }) => status === 409);
  for (const { body } of waiting) expect(body['code']).toBe('idempotency-key-in-flight');
  const given = answers.filter(({ status }) => status === 201);
  expect(given.length).toBeGreaterThanOrEqual(1);
  expect(given.length + waiting.length).toBe(AT_ONCE);
  const repeat = must(await score(scene.lender, request, 'key once'), 201);
  for (const { body } of given) expect(body).toEqual(repeat);

  expect(await score(scene.lender, request, 'other')).toMatchObject({
    ...{ status: 403, body: { code: 'consent-consumed' } },
  });
  expect(await score(scene.lender, request)).toMatchObject({
    ...{ status: 403, body: { code: 'consent-consumed' } },
  });
  const left = { status: 'CONSUMED', scores: 1, first: 1 };
  expect(await readingsOf(request)).toMatchObject(left);
});

/** Guards against an answer to a question that was not asked. */
it('refuses a key that comes with another body, naming the field', async () => {
  const request = await granted(2, OFTEN);
  must(await score(scene.lender, request, 'key twice'), 201);
  const before = await readingsOf(request);
  const other = await askForConsent(scene.lender, scene.provider);

  const { applicationId } = other;
  const reused = await score(scene.lender, { ...request, applicationId }, 'key twice');

  expect(reused).toMatchObject({
    status: 422,
    body: {
      code: 'idempotency-key-reused',
      errors: [{ pointer: '/application_id', code: 'differs' }],
      details: { field: 'application_id' },
    },
  });
  expect(reused.text).not.toContain(applicationId);
  expect(await readingsOf(request)).toEqual(before);
  const key = unique('key');
  const asked = await ask(scene.lender, request.applicationId, 31, key);
  must(asked, 201);
  expect(await ask(scene.lender, request.applicationId, 30, key)).toMatchObject({
    ...{ status: 422, body: { errors: [{ pointer: '/days' }] } },
  });
  const again = await ask(scene.lender, request.applicationId, 31, key);
  expect(must(again, 201)).toEqual(asked.body);
});

function ask(
  lender: TestTenant,
  applicationId: string,
  days: number,
  key: string,
): Promise<Answer> {
  const body = { application_id: applicationId, provider: scene.provider.slug, ...TERMS, days };
  const headers = { 'idempotency-key': key };
  return call(lender.key, '/v1/consent-requests', { body, headers });
}

/** Guards whoever believes a call to be safe to repeat that is not. */
it.each([
  ['empty', ''],
  ['empty in quotes', '""'],
  ['256 long', 'k'.repeat(256)],
  ['with a quote left open', '"key'],
  ['beyond ASCII', 'clé'],
])('refuses a key that is %s', async (_, key) => {
  const headers = { 'idempotency-key': key };
  const body = { kind: 'person', reference: unique('person') };
  const answer = await call(scene.lender.key, '/v1/subjects', { body, headers });
  expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-malformed' } });
  const found = await call(scene.lender.key, `/v1/subjects?reference=${body.reference}`);
  expect(found.status).toBe(404);
});

it('takes a key of 255 characters', async () => {
  const headers = { 'idempotency-key': 'k'.repeat(255) };
  const body = { kind: 'person', reference: unique('person') };
  const first = must(await call(scene.lender.key, '/v1/subjects', { body, headers }), 201);
  const again = await call(scene.lender.key, '/v1/subjects', { body, headers });
  expect(must(again, 200, 201)).toEqual(first);
});
