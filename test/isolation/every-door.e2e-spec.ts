import { jest } from '@jest/globals';
import { SCOPES } from '#tenancy';
import { auditor } from '../support/auditor.js';
import { newKey, newTenant, operator, type TestTenant } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { ApiDocument } from './document.js';
import { type By, type SignIn, SWEEP, type Swept } from './operations.js';
import { ABSENT, newWorld, otherMode, staffOf, type Things, type World } from './world.js';

jest.setTimeout(180_000);

const NAMES = Object.keys(SWEEP);
const WITH_IDS = NAMES.filter((name) => (SWEEP[name]?.ids ?? []).length > 0);

let document: ApiDocument;
let provider: TestTenant;
let ours: World;
let theirs: World;
let inTest: World;
let signIn: SignIn;
let tokens: Readonly<Record<'compliance' | 'platform' | 'risk' | 'tenantOperator', string>>;

beforeAll(async () => {
  document = await ApiDocument.read();
  provider = await newTenant(['provider']);
  ours = await newWorld(provider);
  theirs = await newWorld(provider);
  inTest = await otherMode(ours, provider);
  const { slug } = ours.tenant;
  const compliance = await staffOf(slug, 'compliance');
  const { token: tenantOperator } = await staffOf(slug, 'operator');
  const { token: risk } = await staffOf(slug, 'risk');
  tokens = { compliance: compliance.token, platform: await operator(), risk, tenantOperator };
  const { email, password } = compliance;
  signIn = { email, password, recipient: theirs.tenant.slug, provider: provider.slug };
}, 180_000);
afterAll(() => auditor.close());

const swept = (name: string): Swept => {
  const found = SWEEP[name];
  if (!found) throw new Error(`The sweep has no ${name}`);
  return found;
};

const tokenFor = (by: By, { tenant }: World): string | undefined => {
  if (by === 'key') return tenant.key;
  return by === 'nobody' ? undefined : tokens[by];
};

/** Calls an operation with the document's example as its body, ids put in place. */
function callWith(name: string, token: string | undefined, things: Things): Promise<Answer> {
  const { path, body, file, method } = swept(name);
  const how = method === undefined ? {} : { method };
  if (file !== undefined) {
    const { content } = document.operation(name).requestBody ?? {};
    const text = document.exampleOf(content?.[file]);
    return call(token, path(things), { body: text, headers: { 'content-type': file }, ...how });
  }
  if (!body) return call(token, path(things), how);
  const example = { ...document.requestExample(name), ...body(things, signIn) };
  return call(token, path(things), { body: example, ...how });
}

/** An answer without what is of the call itself and of the ids that it named. */
function plain({ status, text }: Answer, things: Things): [number, string] {
  const withoutIds = Object.values(things).reduce(
    (rest, id: string) => rest.replaceAll(id, '…'),
    text,
  );
  return [status, withoutIds.replace(/"request_id":"[^"]+"/, '')];
}

/** Guards against a door that nobody thought of when it was added. */
it('sweeps every operation of the api, and none that is not there', () => {
  expect([...document.operations.keys()].sort()).toEqual([...NAMES].sort());
});

/** Guards each tenant against the others, and real people's data against tests. */
it.each(WITH_IDS)('%s answers what is not ours as what is not there', async (name) => {
  for (const id of swept(name).ids ?? []) {
    await expectAsAbsent(name, id, ours, [theirs, inTest]);
    // Staff have no mode of their own.
    if (swept(name).by === 'key') await expectAsAbsent(name, id, inTest, [ours, theirs]);
  }
});

async function expectAsAbsent(
  name: string,
  id: keyof Things,
  world: World,
  others: readonly World[],
): Promise<void> {
  const { by, foreign = {} } = swept(name);
  const token = tokenFor(by, world);
  const missing = { ...world.things, [id]: ABSENT[id] };
  const absent = await callWith(name, token, missing);
  expect([id, absent.status]).toEqual([id, foreign[id] ?? 404]);
  for (const other of others) {
    // Both modes of a tenant have one name.
    if (other.things[id] === world.things[id]) continue;
    const mixed = { ...world.things, [id]: other.things[id] };
    const answer = await callWith(name, token, mixed);
    expect([id, ...plain(answer, mixed)]).toEqual([id, ...plain(absent, missing)]);
  }
}

/** Beside the 404 above: the same call with one's own ids is done, as the document says. */
it.each(NAMES)('%s is done for its own ids, with the example of the document', async (name) => {
  const { by, status } = swept(name);
  const answer = await callWith(name, tokenFor(by, ours), ours.things);
  expect([answer.status, answer.status === status ? '' : answer.text]).toEqual([status, '']);
  const declared = document.operation(name).responses[String(status)]?.content ?? {};
  const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
  if (status === 204) return;
  expect(Object.keys(declared)).toContain(type);
  const schema = declared[type]?.schema;
  if (type === 'application/json' && schema)
    expect(document.faultsOf(schema, answer.body)).toEqual([]);
  // What a filter finds of one's own, it did not find of another's.
  if (swept(name).foreign?.consentId === 200) expect(answer.text).toContain(ours.things.consentId);
});

/** Guards against whoever has no key, or one for something else. */
it.each(NAMES.filter((name) => SWEEP[name]?.by !== 'nobody'))(
  '%s is refused without credentials, and with others than its own',
  async (name) => {
    const { by } = swept(name);
    const refused = async (token: string | undefined) => {
      const { status, body } = await callWith(name, token, ours.things);
      return [status, body['code']];
    };
    expect(await refused(undefined)).toEqual([401, 'credentials-missing']);
    if (by === 'key') {
      const scope = document.operation(name)['x-scope'] ?? '';
      expect(SCOPES).toContain(scope);
      expect(await refused(await keyWithout(scope))).toEqual([403, 'scope-missing']);
      expect(await refused(tokens.platform)).toEqual([401, 'api-key-malformed']);
      return;
    }
    expect(await refused(ours.tenant.key)).toEqual([401, 'staff-token-not-accepted']);
    if (by === 'platform') {
      expect(await refused(tokens.compliance)).toEqual([403, 'staff-role-missing']);
      expect(await refused(tokens.tenantOperator)).toEqual([403, 'staff-platform-only']);
    } else expect(await refused(tokens.tenantOperator)).toEqual([403, 'staff-role-missing']);
  },
);

const keys = new Map<string, Promise<string>>();

/** A key that may do everything else. */
function keyWithout(scope: string): Promise<string> {
  const known = keys.get(scope);
  if (known) return known;
  const others = SCOPES.filter((one) => one !== scope);
  const made = newKey(ours.tenant.slug, others);
  keys.set(scope, made);
  return made;
}
