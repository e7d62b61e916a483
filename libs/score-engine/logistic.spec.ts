import {
  calibrated,
  logisticScorer,
  PERSON_FEATURES,
  readLogisticArtefact,
  reasonsOf,
  REASONS_MAX,
  withheldMask,
  type LogisticArtefact,
  type Scorer,
} from './index.js';

const featureSet = () => PERSON_FEATURES;
const at = (name: string): number => PERSON_FEATURES.findIndex((one) => one.name === name);
const draft = {
  format: 'assay-logistic@1',
  kind: 'person',
  event: '90 days late',
  horizonMonths: 12,
  population: 'customers with a plan',
  baseRate: 0.03,
  provenance: { trainer: 'glm', trainedAsOf: '2026-01-01T00:00:00Z', dataHash: null },
  intercept: -3.5,
  terms: [
    {
      kind: 'linear',
      feature: 'late_instalments_6m',
      coefficient: 0.8,
      standardise: { mean: 0.5, sd: 2 },
      range: { low: 0, high: 6 },
      missing: 0.1,
    },
    {
      kind: 'categorical',
      feature: 'orders_12m',
      values: [
        { value: 0, contribution: 0.7 },
        { value: 3, contribution: -0.4 },
      ],
      otherwise: -0.1,
      missing: 0.25,
    },
  ],
};

/** By hand: the lender's own arithmetic, in the lender's own order. */
it.each([
  [0, 0, (0.8 * (0 - 0.5)) / 2, 0.7],
  [6, 3, (0.8 * (6 - 0.5)) / 2, -0.4],
  [2.5, 2.9999999999999996, (0.8 * (2.5 - 0.5)) / 2, -0.1],
  [2.5, 3.0000000000000004, (0.8 * (2.5 - 0.5)) / 2, -0.1],
  [-1, -Number.MIN_VALUE, (0.8 * (-1 - 0.5)) / 2, -0.1],
  [-1, -0, (0.8 * (-1 - 0.5)) / 2, 0.7],
  [Number.NaN, Number.NaN, 0.1, 0.25],
  [100, 1e9, (0.8 * (100 - 0.5)) / 2, -0.1],
])('late %p times, %p orders: adds %p and %p', (late, orders, line, category) => {
  const { logit, contributions } = scored(scorer(), late, orders);
  expect(contributions).toEqual([line, category]);
  expect(logit).toBe(-3.5 + line + category);
});

it('reasons are what was lost against the better end of the range and the best category', () => {
  const codes = (late: number, orders: number) => scored(scorer(), late, orders).codes;
  const [line, category] = read(draft).terms;
  // 6 of 6 lose 2.4, no orders lose 1.1.
  expect(codes(6, 0)).toEqual([line?.reasonCode, category?.reasonCode]);
  expect(codes(0, 0)).toEqual([category?.reasonCode]);
  expect(codes(0, 3)).toEqual([]);
  // Below the range there is nothing to lose; what is missing has a name of its own.
  expect(codes(-5, 3)).toEqual([]);
  expect(codes(Number.NaN, 3)).toEqual([line?.missingReasonCode]);
});

it('what is withheld adds nothing and gives no reason; without a mean nobody is scored so', () => {
  const mask = withheldMask('person', ['repayments']);
  const [withheld, other] = [scored(scorer(), 6, 0, mask), scored(scorer(), 0, 0, mask)];
  expect(withheld).toEqual(other);
  expect(withheld.logit).toBe(-3.5 + 0 + 0.7);
  expect(scorer().needsEveryCluster).toBe(false);
  const [line, category] = draft.terms;
  const { standardise: _, ...bare } = line as { standardise?: unknown };
  expect(
    logisticScorer(read({ ...draft, terms: [bare, category] }), PERSON_FEATURES),
  ).toMatchObject({ needsEveryCluster: true });
});

/** Points that do not sum to the score are no explanation of it. */
it('a calibration maps logit, intercept and contributions alike, and leaves the reasons', () => {
  const map = { slope: 0.7, intercept: 0.4 };
  const [plain, mapped] = [scored(scorer(), 4, 0), scored(calibrated(scorer(), map), 4, 0)];
  expect(mapped.logit).toBeCloseTo(0.7 * plain.logit + 0.4, 14);
  const { intercept } = calibrated(scorer(), map);
  expect(mapped.contributions.reduce((sum, x) => sum + x, intercept)).toBeCloseTo(mapped.logit, 14);
  expect(mapped.codes).toEqual(plain.codes);
});

it('an artefact in full is read as it was written', () => {
  const artefact = read(draft);
  expect(read(JSON.parse(JSON.stringify(artefact)))).toEqual(artefact);
  expect(artefact.features.map(({ name }) => name)).toEqual(['late_instalments_6m', 'orders_12m']);
});

it('looks for what would change the answer within a line’s range, and at a category’s values', () => {
  const late = scorer().cuts(at('late_instalments_6m'));
  expect([late[0], late[8], late.at(-1), late.length]).toEqual([0, 3, 6, 17]);
  expect(scorer().cuts(at('orders_12m'))).toEqual([0, 3]);
  expect(scorer().cuts(at('worst_days_late_12m'))).toEqual([]);
});

const [line, category] = draft.terms;
it.each([
  [{ colour: 'red' }, 'malformed', ''],
  [{ terms: [] }, 'malformed', 'terms'],
  [{ terms: [{ ...line, missing: undefined }] }, 'malformed', 'terms.0.missing'],
  [{ terms: [{ ...line, coefficient: Infinity }] }, 'malformed', 'terms.0.coefficient'],
  [
    { terms: [{ ...line, standardise: { mean: 0, sd: 0 } }] },
    'malformed',
    'terms.0.standardise.sd',
  ],
  [{ terms: [{ ...line, range: { low: 1, high: 1 } }] }, 'inconsistent', 'terms.0.range'],
  [{ terms: [line, line] }, 'inconsistent', 'terms.1.feature'],
  [{ terms: [{ ...line, feature: 'sex' }] }, 'prohibited-attribute', 'terms.0.feature'],
  [{ terms: [{ ...line, feature: 'shoe_size' }] }, 'unknown-feature', 'terms.0.feature'],
  [
    {
      terms: [
        { ...category, values: [...(category?.values ?? []), { value: -0, contribution: 1 }] },
      ],
    },
    'inconsistent',
    'terms.0.values.2.value',
  ],
  [
    { calibration: { slope: 0, intercept: 0, rows: 1, bads: 1, fittedOn: 'x' } },
    'malformed',
    'calibration.slope',
  ],
  [{ features: [] }, 'unknown-feature', 'features'],
])('refuses %j: %s at %s', (part, code, path) => {
  const refused = readLogisticArtefact({ ...draft, ...part }, featureSet);
  expect(refused).toMatchObject({ ok: false, error: { code, path } });
});

function read(json: unknown): LogisticArtefact {
  const artefact = readLogisticArtefact(json, featureSet);
  if (!artefact.ok) throw new Error(`${artefact.error.path}: ${artefact.error.message}`);
  return artefact.value;
}

function scorer(): Scorer {
  return logisticScorer(read(draft), PERSON_FEATURES);
}

function scored(of: Scorer, late: number, orders: number, mask = 0) {
  const features = new Float64Array(of.width).fill(Number.NaN);
  features[at('late_instalments_6m')] = late;
  features[at('orders_12m')] = orders;
  const [logit, reasons] = [new Float64Array(1), new Uint8Array(REASONS_MAX)];
  const contributions = new Float64Array(of.groups.length);
  const batch = { rows: 1, features, layout: 'rows', withheld: Uint32Array.of(mask) } as const;
  of.score(batch, { logit, reasons, contributions });
  return { logit: logit[0], contributions: [...contributions], codes: reasonsOf(of, reasons, 0) };
}
