import { jest } from '@jest/globals';
import { expectProblem } from '../subjects/bad-input.js';
import { auditor } from '../support/auditor.js';
import { propose } from '../support/deploy.js';
import { must, newTenant, type TestTenant, unique } from '../support/harness.js';
import { call } from '../support/http.js';
import { COLUMNS, draftOf, GOLDEN, lightgbmFile } from './small-trees.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

interface Card {
  readonly name: string;
  readonly version: number;
  readonly owned: boolean;
  readonly event: string;
  readonly report: object | null;
  readonly features: readonly {
    readonly name: string;
    readonly column: string | null;
    readonly prohibited: readonly { readonly ground: string; readonly source: string }[];
  }[];
}

/** Trees whose last column is what the lender calls `column`. */
const treesWith = (column: string) =>
  draftOf(
    unique('population'),
    lightgbmFile({ feature_names: [...COLUMNS.slice(0, -1), column].join(' ') }),
  );

async function bring(tenant: TestTenant, artefact: object, name = 'Trees'): Promise<string> {
  const body = { name, artefact, golden_rows: GOLDEN };
  const kept = await call<{ sha256: string }>(tenant.key, '/v1/models', { body });
  return must(kept, 201).sha256;
}
const cardOf = async ({ key }: TestTenant, sha256: string): Promise<Card> =>
  must(await call<Card>(key, `/v1/models/${sha256}/card`), 200);

/** Guards women, the married, the foreign, the old: studied, perhaps; judged by it, never. */
it.each([
  ['CN', 'SEX', 'sex', ['sex', 'Personal Information Protection Law']],
  ['US', 'marital_status', 'marital_status', ['marital status', '12 CFR 1002.6(b)']],
  ['UK', 'nationality', 'nationality', ['race, with colour', 'Equality Act 2010']],
  ['EU', 'nationality', 'nationality', ['nationality', 'Directive (EU) 2023/2225']],
  ['AU', 'customer_age', 'age', ['age', 'Age Discrimination Act 2004']],
] as const)(
  'in %s a model with the column %s is kept and studied, and not deployed',
  async (jurisdiction, column, attribute, [ground, source]) => {
    const tenant = await newTenant(['recipient'], undefined, jurisdiction);
    const sha256 = await bring(tenant, treesWith(column));
    const { features } = await cardOf(tenant, sha256);
    expect(features.map(({ prohibited }) => prohibited.length > 0)).toEqual([
      ...Array.from({ length: COLUMNS.length - 1 }, () => false),
      true,
    ]);
    expect(features.at(-1)).toMatchObject({
      ...{ name: attribute, column },
      prohibited: expect.arrayContaining([
        expect.objectContaining({ source: expect.stringContaining(source) }),
      ]),
    });

    const answer = await propose(tenant, { champion: sha256 });
    expectProblem(answer, 422, 'model-attribute-prohibited');
    expect(answer.body).toMatchObject({
      details: {
        ...{ path: 'champion', attribute, jurisdiction },
        ground: expect.stringContaining(ground),
        source: expect.stringContaining(source),
        since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    });
    const clean = await bring(tenant, draftOf(unique('population')));
    const shadowed = await propose(tenant, { champion: clean, shadows: [sha256] });
    expectProblem(shadowed, 422, 'model-attribute-prohibited');
    must(await propose(tenant, { champion: clean }), 201);
  },
);

it('does not score by an attribute where no rule names it either: no vector holds it', async () => {
  const tenant = await newTenant(['recipient'], undefined, 'IN');
  const sha256 = await bring(tenant, treesWith('marital_status'));
  expectProblem(await propose(tenant, { champion: sha256 }), 422, 'model-attribute-studied', {
    details: { path: 'champion', attribute: 'marital_status' },
  });
});

describe('a card', () => {
  it('is read by a licensee, who does not read the model, and by nobody else', async () => {
    const [owner, licensee, stranger] = await Promise.all([newTenant(), newTenant(), newTenant()]);
    const sha256 = await bring(owner, draftOf(unique('population')));
    const path = `/v1/models/${sha256}`;
    expectProblem(await call(licensee.key, `${path}/card`), 404, 'model-not-found');
    const licence = { body: { recipient: licensee.slug } };
    must(await call(owner.key, `${path}/licences`, licence), 201);

    const mine = await cardOf(owner, sha256);
    expect(mine).toMatchObject({ owned: true, event: '90 days late', report: null });
    expect(mine.features.map(({ column }) => column)).toEqual(COLUMNS);
    expect(await cardOf(licensee, sha256)).toEqual({ ...mine, owned: false });
    expect((await call(licensee.key, path)).status).toBe(404);
    expect(JSON.stringify(mine)).not.toContain('base64');
    expectProblem(await call(stranger.key, `${path}/card`), 404, 'model-not-found');
  });

  it('tells which of its name a model is', async () => {
    const [tenant, other] = await Promise.all([newTenant(), newTenant()]);
    const name = unique('name');
    const hashes = [];
    for (const by of [tenant, other, tenant, tenant])
      hashes.push(await bring(by, draftOf(unique('population')), name));
    const [first = '', foreign = '', second = '', third = ''] = hashes;
    const versions = await Promise.all(
      [first, second, third].map(async (hash) => (await cardOf(tenant, hash)).version),
    );
    expect(versions).toEqual([1, 2, 3]);
    expect((await cardOf(other, foreign)).version).toBe(1);
  });
});
