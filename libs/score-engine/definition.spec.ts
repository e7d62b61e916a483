import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  CLUSTERS_OF,
  featureSetHash,
  FIRM_FEATURES,
  parseDefinitions,
  PERSON_FEATURES,
  prohibitedIn,
  PROHIBITED_ATTRIBUTES,
  REASON_CODES,
  withheldMask,
  type FeatureDefinition,
} from './index.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const orders = definitionOf('orders_12m');
const json = (part: object): unknown => JSON.parse(JSON.stringify([{ ...orders, ...part }]));

it.each([
  ['person', PERSON_FEATURES],
  ['firm', FIRM_FEATURES],
] as const)('the catalogue of a %s is accepted as it stands', (kind, features) => {
  const parsed = parseDefinitions(JSON.parse(JSON.stringify(features)));
  expect(parsed).toEqual({ ok: true, value: features });
  expect(features.every((definition) => definition.kind === kind)).toBe(true);
});

/** A prohibited attribute in a model is discrimination by design. */
it.each(PROHIBITED_ATTRIBUTES)('%s cannot be named: in no name, and as no field', (attribute) => {
  expect(parseDefinitions(json({ name: `mean_${attribute}_12m` }))).toMatchObject({
    ok: false,
    error: { code: 'prohibited-attribute', path: '0.name' },
  });
  const base = { clusters: ['profile'], window: null };
  for (const aggregation of [
    { how: 'map', field: attribute, values: { x: 1 }, otherwise: null },
    { how: 'months_since', field: attribute },
    { how: 'declared', field: attribute },
    { how: 'mean', of: { stream: 'orders', field: attribute } },
    { how: 'distinct', stream: 'orders', field: attribute },
  ])
    expect(parseDefinitions(json({ ...base, aggregation }))).toMatchObject({
      ok: false,
      error: { code: 'malformed' },
    });
});

it('whole words are prohibited, not their letters', () => {
  expect(prohibitedIn('storage_days')).toBeUndefined();
  expect(prohibitedIn('average_order')).toBeUndefined();
  expect(prohibitedIn('Birth-Year')).toBe('birth_year');
  expect(prohibitedIn('customer_age')).toBe('age');
});

it.each([
  [{ clusters: ['orders', 'profile'] }, '0.clusters'],
  [{ clusters: ['repayments'] }, '0.clusters'],
  [{ kind: 'firm' }, '0.clusters'],
  [{ window: null }, '0.window'],
  [{ window: 61 }, '0.window'],
  [{ window: 0 }, '0.window'],
  [{ reasonCode: 'no-such-reason' }, '0.reasonCode'],
  [{ riskDirection: 'sideways' }, '0.riskDirection'],
  [{ colour: 'red' }, '0'],
  [{ name: 'Orders' }, '0.name'],
  [
    {
      aggregation: {
        how: 'change',
        of: { stream: 'orders', field: 'amount' },
        months: 6,
        lag: 7,
      },
    },
    '0.window',
  ],
])('refuses %j, leading to %s', (part, path) => {
  const parsed = parseDefinitions(json(part));
  expect(parsed).toMatchObject({ ok: false, error: { path } });
});

it('refuses two features of one name, and a set of two kinds', () => {
  expect(parseDefinitions([orders, orders])).toMatchObject({ error: { path: '1.name' } });
  expect(parseDefinitions([orders, FIRM_FEATURES[0]])).toMatchObject({ error: { path: '0.kind' } });
});

it('the hash of a feature set is of its canonical text: member order does not count', () => {
  const turned = Object.fromEntries(Object.entries(orders).reverse()) as FeatureDefinition;
  const hash = featureSetHash([orders], sha256);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(featureSetHash([turned], sha256)).toBe(hash);
  expect(featureSetHash([{ ...orders, window: 6 }], sha256)).not.toBe(hash);
});

it('every reason belongs to a cluster, in both languages, and its code occurs once', () => {
  const clusters = new Set<string>(Object.values(CLUSTERS_OF).flat());
  expect(new Set(REASON_CODES.map(({ code }) => code)).size).toBe(REASON_CODES.length);
  for (const { code, cluster, en, zh } of REASON_CODES) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(clusters.has(cluster)).toBe(true);
    expect(en).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/^\p{Script=Han}.*。$/u);
  }
});

it('a reason speaks of a cluster that its feature reads', () => {
  for (const { clusters, reasonCode, missingReasonCode } of [...PERSON_FEATURES, ...FIRM_FEATURES])
    for (const code of [reasonCode, missingReasonCode])
      expect(clusters).toContain(REASON_CODES.find((reason) => reason.code === code)?.cluster);
});

it('a withheld mask has a bit a cluster, and none for what is not of the kind', () => {
  expect(withheldMask('person', ['profile'])).toBe(1);
  expect(withheldMask('person', ['balances', 'orders', 'sales'])).toBe(0b1010);
  fc.assert(
    fc.property(fc.subarray([...CLUSTERS_OF.firm]), (withheld) => {
      const bits = withheldMask('firm', withheld).toString(2).replaceAll('0', '').length;
      expect(bits).toBe(withheld.length);
    }),
  );
});

function definitionOf(name: string): FeatureDefinition {
  const found = PERSON_FEATURES.find((definition) => definition.name === name);
  if (!found) throw new Error(`no feature ${name}`);
  return found;
}
