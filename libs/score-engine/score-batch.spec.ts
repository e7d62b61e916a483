import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  artefactHash,
  compileScorecard,
  NO_REASON,
  parseArtefact,
  PERSON_FEATURES,
  reasonsOf,
  scoreBatch,
  withheldMask,
  type Artefact,
  type CompiledScorecard,
} from './index.js';

const WIDTH = PERSON_FEATURES.length;
const COEFFICIENT = 0.5;

/** Three bins a characteristic, WoE -1, 0.25, 2 by rising risk, missing 0.75. */
function artefactOf(names: readonly string[]): Artefact {
  const features = names.map((name) => {
    const found = PERSON_FEATURES.find((definition) => definition.name === name);
    if (!found) throw new Error(`no feature ${name}`);
    return found;
  });
  const weigh = (woe: number) => ({ woe, contribution: COEFFICIENT * woe, rows: 100, bads: 5 });
  return {
    format: 'assay-scorecard@1',
    kind: 'person',
    event: '90 days late',
    horizonMonths: 12,
    population: 'shoppers',
    baseRate: 0.05,
    trainedAsOf: '2025-11-01T00:00:00.000Z',
    features,
    characteristics: features.map((definition) => {
      const woes = definition.riskDirection === 'up' ? [-1, 0.25, 2] : [2, 0.25, -1];
      return {
        feature: definition.name,
        reasonCode: definition.reasonCode,
        missingReasonCode: definition.missingReasonCode,
        coefficient: COEFFICIENT,
        bins: [
          ...woes.map((woe, i) => ({ upTo: [1, 2, null][i] ?? null, ...weigh(woe) })),
          { missing: true as const, ...weigh(0.75) },
        ],
      };
    }),
    intercept: -3,
    provenance: {
      trainer: 'by hand',
      featureSetHash: '0'.repeat(64),
      dataHash: null,
      split: { seed: 1, unseenShare: 0.3 },
      settings: {},
    },
    report: {
      train: { rows: 400, bads: 20 },
      unseen: {
        rows: 100,
        bads: 5,
        auc: { value: 0.7, low: 0.6, high: 0.8 },
        ks: 0.3,
        gini: 0.4,
        brier: 0.05,
        calibration: { intercept: 0, slope: 1 },
        meanPd: 0.05,
        observed: 0.05,
        meanPdOverObserved: 1,
      },
      informationValues: [],
    },
  };
}

const NAMES = [
  'late_share_12m', // up, repayments, late-instalments
  'late_instalments_6m', // up, repayments, late-instalments
  'repaid_of_balance_6m', // down, repayments and balances
  'utilisation_latest', // up, balances
  'orders_12m', // down, orders
  'returned_share_12m', // up, orders
  'months_as_customer', // down, profile
  'days_overdue_now', // up, repayments
];
const artefact = artefactOf(NAMES);
const card = compiled(artefact);

/** A row in which every characteristic is in its best bin. */
function bestRow(): Float64Array {
  const row = new Float64Array(WIDTH).fill(Number.NaN);
  for (const definition of artefact.features)
    row[at(definition.name)] = definition.riskDirection === 'up' ? 0 : 9;
  return row;
}

it('a logit is intercept plus contributions; an upper end belongs to its bin', () => {
  const row = bestRow();
  expect(score(row).logit).toBe(-3 - 8 * 0.5);
  row[at('utilisation_latest')] = 1; // still the first bin
  expect(score(row).logit).toBe(-7);
  row[at('utilisation_latest')] = 1.0001;
  expect(score(row).logit).toBe(-7 + 0.5 + 0.125);
  row[at('utilisation_latest')] = Infinity;
  expect(score(row).logit).toBe(-7 + 0.5 + 1);
  row[at('utilisation_latest')] = Number.NaN;
  expect(score(row).logit).toBe(-7 + 0.5 + 0.375);
});

it('gives no reason where no points were lost', () => {
  expect(score(bestRow()).reasons).toEqual([]);
});

it('reasons: losses of one code are added first, then the costliest four, then priority', () => {
  const row = bestRow();
  row[at('late_share_12m')] = 1.5; // .625 lost
  row[at('late_instalments_6m')] = 1.5; // .625 lost under the same code: 1.25
  expect(score(row).reasons).toEqual(['late-instalments']);
  row[at('orders_12m')] = 1.5; // .625
  row[at('days_overdue_now')] = 1.5; // .625, of higher priority
  expect(score(row).reasons).toEqual([
    'late-instalments',
    'payment-overdue-now',
    'few-recent-orders',
  ]);
  row[at('returned_share_12m')] = 5; // 1.5, the costliest
  row[at('months_as_customer')] = 1.5; // a fifth: no room
  expect(score(row).reasons).toEqual([
    'many-returns',
    'late-instalments',
    'payment-overdue-now',
    'few-recent-orders',
  ]);
});

it('what is missing is called missing, not bad', () => {
  const row = bestRow();
  row[at('returned_share_12m')] = Number.NaN;
  expect(score(row).reasons).toEqual(['no-order-history']);
});

const value = fc.oneof(fc.constant(Number.NaN), fc.double({ min: -1, max: 4, noNaN: true }));
const rowOf = fc.array(value, { minLength: WIDTH, maxLength: WIDTH });
const withheldOf = fc.subarray(['profile', 'orders', 'repayments', 'balances']);

/** If this fails, refusing a cluster costs a borrower points, and consent is not free. */
it('withheld is not missing: two who differ only there get equal bits, and no reason from it', () => {
  fc.assert(
    fc.property(rowOf, rowOf, withheldOf, (first, second, withheld) => {
      const mask = withheldMask('person', withheld);
      const other = first.map((own, f) => {
        const reads = PERSON_FEATURES[f]?.clusters ?? [];
        return reads.some((cluster) => withheld.includes(cluster)) ? (second[f] ?? 0) : own;
      });
      const a = score(Float64Array.from(first), mask);
      const b = score(Float64Array.from(other), mask);
      expect(b).toEqual(a);
      artefact.features.forEach(({ clusters }, c) => {
        if (clusters.some((cluster) => withheld.includes(cluster)))
          expect(Object.is(a.contributions[c], 0)).toBe(true);
      });
      const own = artefact.features.filter(
        ({ clusters }) => !clusters.some((cluster) => withheld.includes(cluster)),
      );
      const codes = own.flatMap((d) => [d.reasonCode, d.missingReasonCode]);
      for (const reason of a.reasons) expect(codes).toContain(reason);
    }),
  );
  expect(score(bestRow(), 0b1111)).toMatchObject({ logit: -3, reasons: [] });
});

it('one row alone is bit-equal to the same row in bulk, by rows and by columns', () => {
  fc.assert(
    fc.property(fc.array(rowOf, { minLength: 1, maxLength: 5 }), (some) => {
      const rows = Array.from({ length: 300 }, (_, r) => some[r % some.length] ?? []);
      const byRows = Float64Array.from(rows.flat());
      const byColumns = Float64Array.from(rows.flat(), (_, i) => {
        return rows[i % rows.length]?.[Math.floor(i / rows.length)] ?? 0;
      });
      const first = bulk(byRows, 'rows', rows.length);
      expect(bulk(byColumns, 'columns', rows.length)).toEqual(first);
      rows.forEach((row, r) => {
        expect(Object.is(score(Float64Array.from(row)).logit, first.logit[r])).toBe(true);
      });
    }),
    { numRuns: 20 },
  );
});

it('an artefact read back is the same, and its hash is of its canonical text', () => {
  const parsed = parseArtefact(JSON.parse(JSON.stringify(artefact)));
  expect(parsed).toEqual({ ok: true, value: artefact });
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const turned = Object.fromEntries(Object.entries(artefact).reverse()) as Artefact;
  expect(artefactHash(turned, sha256)).toBe(artefactHash(artefact, sha256));
  expect(artefactHash({ ...artefact, intercept: -2 }, sha256)).not.toBe(
    artefactHash(artefact, sha256),
  );
});

type Draft = { [key: string]: Draft } & Draft[] & { [key: string]: unknown };

it.each<[string, string, (draft: Draft) => void]>([
  ['malformed', 'format', (a) => Object.assign(a, { format: 'assay-scorecard@2' })],
  ['malformed', '', (a) => Object.assign(a, { extra: 1 })],
  ['malformed', 'intercept', (a) => Object.assign(a, { intercept: null })],
  ['prohibited-attribute', 'features.0.name', (a) => rename(a, 'sex_of_borrower')],
  ['inconsistent', 'features', (a) => a['features'].pop()],
  ['inconsistent', 'characteristics.0.feature', (a) => rename(a, 'other_name')],
  ['inconsistent', 'characteristics.0.bins', (a) => binsOf(a).pop()],
  ['inconsistent', 'characteristics.0.bins.1.upTo', (a) => bin(a, 1, { upTo: 1 })],
  ['inconsistent', 'characteristics.0.bins.2.upTo', (a) => bin(a, 2, { upTo: 7 })],
  [
    'inconsistent',
    'characteristics.0.bins.2.woe',
    (a) => bin(a, 2, { woe: 0.2, contribution: 0.1 }),
  ],
  ['inconsistent', 'characteristics.0.bins.1.contribution', (a) => bin(a, 1, { woe: 0.3 })],
  [
    'inconsistent',
    'characteristics.0.reasonCode',
    (a) => Object.assign(a['characteristics'][0], { reasonCode: 'many-returns' }),
  ],
])('refuses as %s at %s', (code, path, spoil) => {
  const draft = JSON.parse(JSON.stringify(artefact)) as Draft;
  spoil(draft);
  expect(parseArtefact(draft)).toMatchObject({ ok: false, error: { code, path } });
});

it('is not compiled for a set that lacks a feature, or means another by its name', () => {
  const lacking = PERSON_FEATURES.filter(({ name }) => name !== 'orders_12m');
  expect(compileScorecard(artefact, lacking)).toMatchObject({ error: { path: 'features.4' } });
  const other = PERSON_FEATURES.map((definition) =>
    definition.name === 'orders_12m' ? { ...definition, window: 6 } : definition,
  );
  expect(compileScorecard(artefact, other)).toMatchObject({ error: { path: 'features.4' } });
});

function compiled(of: Artefact): CompiledScorecard {
  const result = compileScorecard(of, PERSON_FEATURES);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function at(name: string): number {
  return PERSON_FEATURES.findIndex((definition) => definition.name === name);
}

function bulk(features: Float64Array, layout: 'rows' | 'columns', rows: number, mask = 0) {
  const logit = new Float64Array(rows);
  const reasons = new Uint8Array(rows * 4).fill(NO_REASON);
  const contributions = new Float64Array(rows * NAMES.length);
  const withheld = new Uint32Array(rows).fill(mask);
  scoreBatch(card, { rows, features, layout, withheld }, { logit, reasons, contributions });
  return { logit, reasons, contributions };
}

function score(row: Float64Array, mask = 0) {
  const { logit, reasons, contributions } = bulk(row, 'rows', 1, mask);
  return { logit: logit[0], reasons: reasonsOf(card, reasons, 0), contributions };
}

function binsOf(draft: Draft): Draft {
  return draft['characteristics'][0]['bins'];
}

function bin(draft: Draft, i: number, part: object): Draft {
  Object.assign(binsOf(draft)[i] ?? {}, part);
  return binsOf(draft);
}

function rename(draft: Draft, name: string): void {
  Object.assign(draft['features'][0], { name });
}
