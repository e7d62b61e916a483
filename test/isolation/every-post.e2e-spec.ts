import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { logIn, must, newTenant, operator, unique } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { expectProblem } from '../subjects/bad-input.js';
import { ApiDocument } from './document.js';
import { type By, type SignIn, SWEEP } from './operations.js';
import { newWorld, staffOf, type World } from './world.js';

jest.setTimeout(180_000);

const POSTS = Object.keys(SWEEP).filter((name) => name.startsWith('POST '));

/** What of each body is another in the second call, and still a sound input. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'POST /v1/staff/sessions': { email: 'somebody.else@mail.invalid' },
  'POST /v1/platform/tenants': { legal_name: 'Another Limited' },
  'POST /v1/platform/tenants/{slug}/keys': { name: 'another' },
  'POST /v1/platform/keys/{key_id}/rotation': { any: 1 },
  'POST /v1/platform/staff': { name: 'Another' },
  'POST /v1/subjects': { reference: 'another' },
  'POST /v1/subjects/{id}/objection': { any: 1 },
  'POST /v1/applications': { amount_minor: 7 },
  'POST /v1/consent-requests': { days: 7 },
  'POST /v1/models': { name: 'Another' },
  'POST /v1/models/{sha256}/calibrations': { as_of: '2026-10-01T00:00:00.000Z' },
  'POST /v1/models/{sha256}/licences': { recipient: 'another' },
  'POST /v1/scores/{score_id}/replay': { any: 1 },
  'POST /v1/scores': { purpose: 'account_review' },
  'POST /v1/webhook-endpoints': { description: 'another' },
  'POST /v1/webhook-endpoints/{endpoint_id}/rotate-secret': { any: 1 },
  'POST /v1/webhook-endpoints/{endpoint_id}/test': { any: 1 },
  'POST /v1/webhook-deliveries/{delivery_id}/retry': { any: 1 },
  'POST /v1/jobs': { kind: 'firm' },
  'POST /v1/staff/deployment-proposals': { scale: { base_score: 500 } },
  'POST /v1/staff/deployment-proposals/{proposal_id}/approval': { mode: 'test' },
  'POST /v1/staff/deployments/rollback': { version: 2 },
  'POST /v1/policies': { name: 'Another' },
  'POST /v1/staff/policy-proposals': { mode: 'test' },
  'POST /v1/staff/policy-proposals/{proposal_id}/approval': { mode: 'test' },
  'POST /v1/staff/policy-rollbacks': { version: 1 },
  'POST /v1/staff/decisions/{decision_id}/resolve': { result: 'accept' },
  'POST /v1/applications/{application_id}/decisions': {
    score_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  },
};

let document: ApiDocument;
let world: World;
let signIn: SignIn;
let tokens: Readonly<Record<Exclude<By, 'nobody' | 'key'>, string>>;

beforeAll(async () => {
  document = await ApiDocument.read();
  const [provider, recipient] = [await newTenant(['provider']), await newTenant()];
  world = await newWorld(provider);
  const compliance = await staffOf(world.tenant.slug, 'compliance');
  const { token: risk } = await staffOf(world.tenant.slug, 'risk');
  tokens = { compliance: compliance.token, platform: await operator(), risk };
  const { email, password } = compliance;
  signIn = { email, password, recipient: recipient.slug, provider: provider.slug };
}, 180_000);
afterAll(() => auditor.close());

interface Call {
  readonly path: string;
  readonly body: object | string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** A call of the operation, as the document's example has it, and the same with another input. */
function callsOf(name: string): { readonly one: Call; readonly other: Call } {
  const swept = SWEEP[name];
  if (!swept) throw new Error(`The sweep has no ${name}`);
  const path = swept.path(world.things);
  if (swept.file !== undefined) {
    const { content } = document.operation(name).requestBody ?? {};
    const body = document.exampleOf(content?.[swept.file]) as string;
    const headers = { 'content-type': swept.file };
    const other = body.replace(/"reference":\s*"[^"]*"/, `"reference":"${unique('other')}"`);
    return { one: { path, body, headers }, other: { path, body: other, headers } };
  }
  const body = swept.body && {
    ...document.requestExample(name),
    ...swept.body(world.things, signIn),
  };
  const changed = { ...body, ...CHANGES[name] };
  return { one: { path, body, headers: {} }, other: { path, body: changed, headers: {} } };
}

const send = (name: string, { path, body, headers }: Call, key: string): Promise<Answer> => {
  const by = SWEEP[name]?.by ?? 'nobody';
  const token = by === 'nobody' ? undefined : by === 'key' ? world.tenant.key : tokens[by];
  return call(token, path, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': key },
    ...(body === undefined ? {} : { body }),
  });
};

/** What names the thing that a call made. */
const named = ({ body }: Answer): [string, unknown][] =>
  Object.entries(body).filter(
    ([field]) => /(_id|^sha256|^token|_at)$/.test(field) && field !== 'request_id',
  );

it('is a walk over every POST of the document, each of which says that it takes a key', () => {
  const declared = [...document.operations.keys()].filter((name) => name.startsWith('POST '));
  expect([...POSTS].sort()).toEqual(declared.sort());
  const silent = POSTS.filter((name) => {
    const { parameters = [] } = document.operation(name);
    return !parameters.some((one) => one.name === 'Idempotency-Key' && one.in === 'header');
  });
  expect(silent).toEqual([]);
});

/** Guards whoever retries: a key that is not understood must not be taken for none. */
it.each(POSTS)('%s refuses a malformed key', async (name) => {
  expectProblem(await send(name, callsOf(name).one, '"open'), 400, 'idempotency-key-malformed');
});

/** Guards whoever's line breaks: the second call is the first, and another input is told apart. */
it.each(POSTS)('%s is one act under one key, and refuses another input under it', async (name) => {
  const { one, other } = callsOf(name);
  const key = unique('key');

  const first = await send(name, one, key);
  expect([first.status, first.status === SWEEP[name]?.status ? '' : first.text]).toEqual([
    SWEEP[name]?.status,
    '',
  ]);
  const again = await send(name, one, key);
  expect([again.status, named(again)]).toEqual([first.status, named(first)]);
  expect(named(first).length + Object.keys(first.body).length).toBeGreaterThan(0);

  const refused = await send(name, other, key);
  expectProblem(refused, 422, 'idempotency-key-reused', {
    details: { field: Object.keys(CHANGES[name] ?? { body: '' })[0] },
  });
});

describe('a log-in under a key', () => {
  const signInWith = (password: string, key: string) =>
    send(
      'POST /v1/staff/sessions',
      { path: SESSIONS, body: { email, password }, headers: {} },
      key,
    );
  const SESSIONS = '/v1/staff/sessions';
  let email: string;
  let password: string;
  beforeEach(async () => {
    ({ email, password } = await staffOf(world.tenant.slug, 'compliance'));
  });

  /** Guards staff: who knows a key must not need the password. */
  it('is told again only to whoever has the password, and noted once', async () => {
    const key = unique('key');
    const first = must(await signInWith(password, key), 201);
    expectProblem(await signInWith(unique('wrong-password'), key), 401, 'staff-sign-in-refused');
    expect(must(await signInWith(password, key), 201)).toEqual(first);

    const written = await auditor.query<{ action: string }>(
      `SELECT action FROM app.audit_entry WHERE cell_id = 0 AND resource_id IN
         (SELECT staff_id::text FROM control.staff WHERE email = $1)
       AND action LIKE 'staff.sign%' ORDER BY at, entry_id`,
      [email],
    );
    // The first line is of the log-in without a key by which the account was tried.
    expect(written.map(({ action }) => action)).toEqual([
      'staff.signed_in',
      'staff.signed_in',
      'staff.sign_in_refused',
    ]);
  });

  it('keeps no trace of the password', async () => {
    const key = unique('key');
    must(await signInWith(password, key), 201);
    const [kept] = await auditor.query<{ fingerprint: object }>(
      'SELECT fingerprint FROM app.operation WHERE operation_id LIKE $1',
      [`%${key}`],
    );
    expect(Object.keys(kept?.fingerprint ?? {})).toEqual(['email']);
  });

  it('locks the account however the wrong passwords come', async () => {
    const key = unique('key');
    must(await signInWith(password, key), 201);
    for (let n = 0; n < 5; n++) await signInWith(unique('wrong-password'), key);
    expectProblem(await signInWith(password, key), 401, 'staff-sign-in-refused');
    await expect(logIn({ email, password })).rejects.toThrow('401');
  });
});
