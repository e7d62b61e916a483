import { jest } from '@jest/globals';
import type { Artefact } from '#score-engine';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { must, newTenant, type TestTenant, unique } from '../support/harness.js';
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
  auditor.query('SELECT owner_tenant_id, mode FROM control.artefact WHERE sha256 = $1', [sha256]);

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

  it('that another owns is refused, and stays the other’s', async () => {
    const [owner, other] = await Promise.all([newTenant(), newTenant()]);
    const sound = artefact();
    const { sha256 } = must(await bring(owner, sound), 201);

    expectProblem(await bring(other, sound), 409, 'model-owned-by-another');

    expect(await kept(sha256)).toEqual([{ owner_tenant_id: owner.tenantId, mode: 'live' }]);
    expect((await call(other.key, `/v1/models/${String(sha256)}`)).status).toBe(404);
    expect((await call(owner.key, `/v1/models/${String(sha256)}`)).status).toBe(200);
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
  const deploy = `/v1/models/${String(sha256)}/deployments`;
  const answer = await call(tenant.key, deploy, { body: { [field]: value } });
  expectProblem(answer, 422, 'model-scale-unsound', {
    details: { path, detail: expect.any(String) },
  });
  expect((await call(tenant.key, deploy, { body: {} })).status).toBe(201);
});
