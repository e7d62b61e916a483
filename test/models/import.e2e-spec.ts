import { jest } from '@jest/globals';
import type { Artefact } from '#score-engine';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { SCOPES } from '#tenancy';
import { deploy, propose } from '../support/deploy.js';
import { must, newKey, newTenant, type TestTenant, unique, until } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { expectProblem } from '../subjects/bad-input.js';

jest.setTimeout(180_000);

type Json = Record<string, unknown>;
type Draft = Json & { features: Json[]; characteristics: (Json & { bins: Json[] })[] };

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await newTenant();
});
afterAll(() => auditor.close());

/** A sound artefact that no other test has. */
const artefact = (): Artefact => ({
  ...testEnvironment().models.person,
  population: unique('population'),
});
const bring = (by: TestTenant, body: object, headers = {}): Promise<Answer> =>
  call(by.key, '/v1/models', { body: { name: 'Card', artefact: body }, headers });
const kept = (sha256: unknown) =>
  auditor.query(
    'SELECT owner_tenant_id, mode FROM control.model WHERE sha256 = $1 ORDER BY created_at',
    [sha256],
  );

/** The artefact after a change. */
function changed(change: (draft: Draft) => unknown): object {
  const draft = structuredClone(artefact()) as object as Draft;
  change(draft);
  return draft;
}

const first = (draft: Draft) => draft.characteristics[0] ?? { bins: [] };
const UNSOUND: readonly [string, string, (draft: Draft) => unknown][] = [
  ['of another format', 'format', (draft) => (draft['format'] = 'pmml')],
  ['without an event', 'event', (draft) => delete draft['event']],
  ['over no time', 'horizonMonths', (draft) => (draft['horizonMonths'] = 0)],
  ['with text for a number', 'intercept', (draft) => (draft['intercept'] = '1')],
  ['with a member that is none', '', (draft) => (draft['notes'] = 'x')],
  ['without characteristics', 'characteristics', (draft) => (draft.characteristics = [])],
  [
    'with a coefficient that turns a risk round',
    'characteristics.0.coefficient',
    (draft) => Object.assign(first(draft), { coefficient: -1 }),
  ],
  [
    'whose contribution is not coefficient x WoE',
    'characteristics.0.bins.0.contribution',
    (draft) => Object.assign(first(draft).bins[0] ?? {}, { contribution: 99 }),
  ],
  [
    'whose bins do not rise',
    'characteristics.0.bins.1.upTo',
    (draft) => Object.assign(first(draft).bins[1] ?? {}, { upTo: -1e15 }),
  ],
  [
    'without a bin for what is missing',
    'characteristics.0.bins',
    (draft) => first(draft).bins.pop(),
  ],
  [
    'with another reason than its feature’s',
    'characteristics.0.reasonCode',
    (draft) => Object.assign(first(draft), { reasonCode: 'x' }),
  ],
  ['with a feature too few', 'features', (draft) => draft.features.pop()],
  [
    'with features in another order',
    'characteristics.0.feature',
    (draft) => draft.features.reverse(),
  ],
  [
    'that is of another kind than its features',
    'features.0.kind',
    (draft) => (draft['kind'] = 'firm'),
  ],
];

/** Guards everyone scored: an artefact that contradicts itself must never give a number. */
it.each(UNSOUND)('refuses an artefact %s, naming the path', async (_, path, change) => {
  const answer = await bring(tenant, changed(change));
  expectProblem(answer, 422, 'model-artefact-unsound', {
    details: { path, detail: expect.any(String) },
  });
});

/** Guards women, the old, the foreign: what the law forbids to weigh has no way into a model. */
it.each([
  ['age', 'age_years', 'features.0.name'],
  ['sex', 'sex', 'features.0.name'],
  ['marital status', 'has_marital_status', 'features.0.name'],
  ['nationality', 'nationality_code', 'features.0.name'],
  ['year of birth', 'birth_year', 'features.0.name'],
])('refuses an artefact whose features speak of %s', async (_, name, path) => {
  const answer = await bring(
    tenant,
    changed((draft) => {
      Object.assign(draft.features[0] ?? {}, { name });
      Object.assign(first(draft), { feature: name });
    }),
  );
  expectProblem(answer, 422, 'model-artefact-unsound', {
    details: { path, detail: expect.stringContaining('prohibited') },
  });
});

it('refuses a feature, whatever its name, that reads a prohibited attribute', async () => {
  const aggregation = { how: 'map', field: 'sex', values: { female: 1 }, otherwise: 0 };
  const answer = await bring(
    tenant,
    changed((draft) => Object.assign(draft.features[0] ?? {}, { aggregation })),
  );
  expectProblem(answer, 422, 'model-artefact-unsound', {
    details: { path: 'features.0.aggregation.field', detail: expect.any(String) },
  });
});

/** The same name for another number would score people by a question that nobody asked. */
it('refuses a feature that is defined otherwise here', async () => {
  const sound = artefact();
  const at = sound.features.findIndex(({ window }) => window !== null && window !== 60);
  const answer = await bring(
    tenant,
    changed((draft) => Object.assign(draft.features[at] ?? {}, { window: 60 })),
  );
  expectProblem(answer, 422, 'model-features-unknown', {
    details: { path: `features.${String(at)}`, detail: expect.any(String) },
  });
});

it('refuses a body that is no artefact, and a name that is none', async () => {
  for (const body of [{}, { name: 'Card' }, { name: '', artefact: artefact() }, { artefact: [] }])
    expectProblem(await call(tenant.key, '/v1/models', { body }), 400, 'input-invalid');
});

it('has kept nothing of what it refused', async () => {
  const listed = must(await call<{ models: object[] }>(tenant.key, '/v1/models'), 200);
  expect(listed.models).toEqual([]);
});

describe('a sound artefact', () => {
  it('brought twice is the same act, whatever the order of its members', async () => {
    const owner = await newTenant();
    const sound = artefact();
    const turned = Object.fromEntries(Object.entries(sound).reverse());
    const headers = { 'idempotency-key': unique('model') };

    const one = must(await bring(owner, sound, headers), 201);
    const again = must(await bring(owner, sound, headers), 201);
    const other = must(await bring(owner, turned), 201);

    expect(again).toEqual(one);
    expect(other).toEqual(one);
    expect(await kept(one['sha256'])).toEqual([{ owner_tenant_id: owner.tenantId, mode: 'live' }]);
    const read = must(await call(owner.key, `/v1/models/${String(one['sha256'])}`), 200);
    expect(read['artefact']).toEqual(sound);
  });

  /** Guards each against the others: that a lender has a model is none of another's business. */
  it('is brought by two tenants, and in both modes of one, as if each were alone', async () => {
    const [one, other] = await Promise.all([newTenant(), newTenant()]);
    const inTest = { ...one, key: await newKey(one.slug, SCOPES, 'test') };
    const sound = artefact();

    const answers = [];
    for (const by of [one, inTest, other]) {
      expect(must(await call<{ models: object[] }>(by.key, '/v1/models'), 200).models).toEqual([]);
      answers.push(must(await bring(by, sound), 201));
      const path = `/v1/models/${String(answers[0]?.['sha256'])}`;
      must(await call(by.key, path), 200);
      await deploy(by, { champion: answers[0]?.['sha256'] });
    }

    const said = answers.map((answer) => ({ ...answer, created_at: '' }));
    expect(said).toEqual([said[0], said[0], said[0]]);
    expect(await kept(answers[0]?.['sha256'])).toEqual([
      { owner_tenant_id: one.tenantId, mode: 'live' },
      { owner_tenant_id: one.tenantId, mode: 'test' },
      { owner_tenant_id: other.tenantId, mode: 'live' },
    ]);
  });

  it('that is licensed in one mode is absent in the other, whoever else keeps it', async () => {
    const [owner, recipient, stranger] = await Promise.all([newTenant(), newTenant(), newTenant()]);
    const [ownerTest, recipientTest] = await Promise.all(
      [owner, recipient].map(async (of) => ({ ...of, key: await newKey(of.slug, SCOPES, 'test') })),
    );
    const sound = artefact();
    for (const by of [owner, ownerTest, stranger]) if (by) must(await bring(by, sound), 201);
    const { sha256 } = must(await bring(owner, sound), 201);
    const path = `/v1/models/${String(sha256)}`;
    const licence = { body: { recipient: recipient.slug } };
    must(await call(owner.key, `${path}/licences`, licence), 201);

    const plan = { champion: sha256 };
    expect((await propose(recipientTest ?? tenant, plan)).status).toBe(404);
    await deploy(recipient, plan);
    expect((await call(recipient.key, path)).status).toBe(404);

    // Another's licence of the same artefact is one more row, and one line of the list.
    must(await call(stranger.key, `${path}/licences`, licence), 201);
    const listed = must(await call<{ models: object[] }>(recipient.key, '/v1/models'), 200);
    expect(listed.models).toEqual([expect.objectContaining({ sha256, owned: false })]);

    // Brought by itself, it is its own.
    must(await bring(recipient, sound), 201);
    expect((await call(recipient.key, path)).status).toBe(200);
    const own = must(await call<{ models: object[] }>(recipient.key, '/v1/models'), 200);
    expect(own.models).toEqual([expect.objectContaining({ sha256, owned: true })]);
    await deploy(recipient, plan);
    const home = `SELECT d.terms->'champion'->>'ownerTenantId' AS owner_tenant_id
      FROM app.deployment_current p JOIN app.deployment d USING (cell_id, kind, version)
      JOIN control.cell c USING (cell_id)
      WHERE c.tenant_id = $1 AND d.terms->'champion'->>'sha256' = $2`;
    expect(await auditor.query(home, [recipient.tenantId, sha256])).toEqual([
      { owner_tenant_id: recipient.tenantId },
    ]);
  });
});

/** Guards whoever must account for it: a right without a trace is a right that nobody gave. */
describe('the log', () => {
  it('has the keeping and the licence in control, written with them, and then at the tenants', async () => {
    const [owner, recipient] = await Promise.all([newTenant(), newTenant()]);
    const headers = { 'idempotency-key': unique('model') };
    const sound = artefact();
    const { sha256 } = must(await bring(owner, sound, headers), 201);
    const path = `/v1/models/${String(sha256)}/licences`;
    const body = { recipient: recipient.slug };
    must(await call(owner.key, path, { body, headers }), 201);
    // Repeats are the same act: no second line.
    must(await bring(owner, sound, headers), 201);
    must(await bring(owner, sound), 201);
    must(await call(owner.key, path, { body, headers }), 201);
    must(await call(owner.key, path, { body }), 201);

    const written = `SELECT e.action, e.actor_kind, e.xmin = k.xmin AS together
      FROM app.audit_entry e JOIN (
        SELECT 'model.registered' AS action, xmin FROM control.model WHERE sha256 = $1
        UNION ALL SELECT 'model.licensed', xmin FROM control.licence WHERE sha256 = $1) k
        ON k.action = e.action
      WHERE e.cell_id = 0 AND e.resource_id = $1 ORDER BY e.action DESC`;
    expect(await auditor.query(written, [sha256])).toEqual([
      { action: 'model.registered', actor_kind: 'api_key', together: true },
      { action: 'model.licensed', actor_kind: 'api_key', together: true },
    ]);

    const noted = () =>
      auditor.query<{ tenant_id: string; action: string; actor_kind: string }>(
        `SELECT c.tenant_id, e.action, e.actor_kind FROM app.audit_entry e
         JOIN control.cell c USING (cell_id)
         WHERE e.resource_id = $1 AND c.tenant_id = ANY ($2) AND e.action <> 'model.deployed'`,
        [sha256, [owner.tenantId, recipient.tenantId]],
      );
    await until('the tenants’ sides', async () => (await noted()).length >= 3);
    const lines = await noted();
    expect(lines).toHaveLength(3);
    expect(lines).toEqual(
      expect.arrayContaining([
        { tenant_id: owner.tenantId, action: 'model.registered', actor_kind: 'api_key' },
        { tenant_id: owner.tenantId, action: 'model.licensed', actor_kind: 'api_key' },
        { tenant_id: recipient.tenantId, action: 'model.licensed', actor_kind: 'system' },
      ]),
    );
  });
});

/** A scale that no score fits would fail each score, long after who chose it has gone. */
it.each([
  ['base_score', 600.5, 'baseScore'],
  ['base_odds', 1e-9, 'baseOdds'],
  ['points_to_double_odds', 1e9, 'pdo'],
  ['score_max', 300, 'max'],
])('refuses to deploy a model on a scale whose %s is %d', async (field, value, path) => {
  const { sha256 } = must(await bring(tenant, artefact()), 201);
  const plan = { champion: sha256 };
  const answer = await propose(tenant, { ...plan, scale: { [field]: value } });
  expectProblem(answer, 422, 'model-scale-unsound', {
    details: { path, detail: expect.any(String) },
  });
  expect((await propose(tenant, plan)).status).toBe(201);
});
