import fc from 'fast-check';
import {
  auc,
  brier,
  calibration,
  delongInterval,
  fairnessTable,
  fitLogistic,
  fitNonNegative,
  gini,
  isUnseen,
  ks,
  psi,
} from './index.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

it('AUC, Gini, KS and Brier of a small case, by hand', () => {
  const risk = floats(0.1, 0.4, 0.35, 0.8);
  const bad = bytes(0, 0, 1, 1);
  expect(auc(risk, bad)).toBe(0.75); // three of four pairs in order
  expect(gini(risk, bad)).toBe(0.5);
  expect(ks(risk, bad)).toBe(0.5);
  expect(brier(risk, bad)).toBeCloseTo((0.01 + 0.16 + 0.4225 + 0.04) / 4, 15);
});

it('ties count half, and KS looks only where a score ends', () => {
  expect(auc(floats(1, 1, 1, 1), bytes(0, 1, 0, 1))).toBe(0.5);
  expect(ks(floats(1, 1, 1, 1), bytes(0, 1, 0, 1))).toBe(0);
  expect(auc(floats(1, 2, 2, 3), bytes(0, 0, 1, 1))).toBe(3.5 / 4);
  expect(auc(floats(1, 2), bytes(1, 1))).toBeNaN();
});

it('AUC is the share of pairs in order, whatever the scores', () => {
  const pair = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), (rows) => {
      const goods = rows.filter(([, bad]) => bad === 0);
      const bads = rows.filter(([, bad]) => bad === 1);
      let ordered = 0;
      for (const [good] of goods)
        for (const [bad] of bads) ordered += bad > good ? 1 : bad === good ? 0.5 : 0;
      const measured = auc(
        Float64Array.from(rows, ([risk]) => risk),
        Uint8Array.from(rows, ([, bad]) => bad),
      );
      if (goods.length === 0 || bads.length === 0) expect(measured).toBeNaN();
      else expect(measured).toBeCloseTo(ordered / goods.length / bads.length, 12);
    }),
  );
});

it('DeLong: variance of the structural components, by hand', () => {
  // Bads .35 .8, goods .1 .4. Components of bads: 1/2, 1; of goods: 1, 1/2. Each variance 1/8,
  // over its count 1/16; together 1/8.
  const interval = delongInterval(floats(0.1, 0.4, 0.35, 0.8), bytes(0, 0, 1, 1));
  const half = 1.959963984540054 * Math.sqrt(1 / 8);
  expect(interval.value).toBe(0.75);
  expect(interval.low).toBeCloseTo(0.75 - half, 12);
  expect(interval.high).toBe(1); // clipped
});

it('DeLong’s interval covers the true AUC in about 95 of 100 samples', () => {
  const next = randoms(7);
  let covered = 0;
  for (let sample = 0; sample < 400; sample++) {
    const bad = Uint8Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    // Uniforms shifted by .5: P(bad > good) = 1 - .5² / 2 = .875.
    const risk = Float64Array.from(bad, (value) => next() + 0.5 * value);
    const { low, high } = delongInterval(risk, bad);
    if (low <= 0.875 && 0.875 <= high) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.91);
  expect(covered / 400).toBeLessThan(0.985);
});

it('calibration finds a model that says too much, and one that is sure of too much', () => {
  const next = randoms(3);
  const truth = Float64Array.from({ length: 20_000 }, () => 4 * next() - 3);
  const bad = Uint8Array.from(truth, (logit) => (next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));
  const right = calibration(truth, bad);
  expect(right.intercept).toBeCloseTo(0, 1);
  expect(right.slope).toBeCloseTo(1, 1);
  const high = calibration(
    truth.map((logit) => logit + 1),
    bad,
  );
  expect(high.intercept).toBeCloseTo(right.intercept - 1, 6);
  expect(high.slope).toBeCloseTo(right.slope, 6);
  const sure = calibration(
    truth.map((logit) => 2 * logit),
    bad,
  );
  expect(sure.slope).toBeCloseTo(right.slope / 2, 6);
});

it('PSI: none of a sample with itself, by hand of one that moved', () => {
  const was = Float64Array.from({ length: 100 }, (_, i) => i);
  expect(psi(was, was)).toBe(0);
  const now = was.map((value) => (value < 50 ? 0 : value));
  const halves = Float64Array.from({ length: 100 }, (_, i) => (i < 70 ? 0 : 99));
  expect(psi(was, halves, 2)).toBeCloseTo(
    0.2 * Math.log(0.7 / 0.5) - 0.2 * Math.log(0.3 / 0.5),
    12,
  );
  expect(psi(was, now)).toBeGreaterThan(0.25);
});

it('logistic regression of a two-by-two table is its log odds', () => {
  // Column 0: 2 bads of 10; column 1: 6 bads of 10.
  const column = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
  const bad = Uint8Array.from({ length: 20 }, (_, i) => (i < 2 || (i >= 10 && i < 16) ? 1 : 0));
  const problem = { rows: 20, columns: [column], offset: null, bad, penalty: 0 };
  const fit = fitLogistic(problem);
  expect(fit.intercept).toBeCloseTo(Math.log(2 / 8), 6);
  expect(fit.coefficients[0]).toBeCloseTo(Math.log(6 / 4) - Math.log(2 / 8), 6);
  const drawn = fitLogistic({ ...problem, penalty: 5 }).coefficients[0] ?? 0;
  expect(drawn).toBeGreaterThan(0);
  expect(drawn).toBeLessThan(fit.coefficients[0] ?? 0);
  const turned = { ...problem, columns: [column, column.map((value) => -value)] };
  expect(fitNonNegative({ ...turned, penalty: 1 }).coefficients[1]).toBe(0);
  expect(fitNonNegative({ ...problem, columns: [column.map((v) => -v)] })).toMatchObject({
    coefficients: [0],
    intercept: expect.closeTo(Math.log(8 / 12), 6) as number,
  });
});

it('a perfectly separating column ends in finite coefficients', () => {
  const column = floats(-1, -1, 1, 1);
  const problem = { rows: 4, columns: [column], offset: null, bad: bytes(0, 0, 1, 1), penalty: 1 };
  expect(fitLogistic(problem).coefficients.every(Number.isFinite)).toBe(true);
});

it('fairness: counts, rates and AIR by hand; equals at the cut are treated alike', () => {
  const table = fairnessTable({
    groups: ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', null],
    pd: floats(0.1, 0.1, 0.1, 0.1, 0.1, 0.5, 0.1, 0.6, 0.3, 0.1),
    bad: bytes(0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
    refusedShare: 0.2,
  });
  expect(table.reference).toBe('a');
  expect(table.groups.map(({ group, rows, bads }) => [group, rows, bads])).toEqual([
    ['a', 6, 1],
    ['b', 3, 1],
    ['unknown', 1, 0],
  ]);
  expect(table.groups[1]?.meanPd).toBeCloseTo(1 / 3, 12);
  expect(table.groups.map(({ acceptedShare }) => acceptedShare)).toEqual([5 / 6, 2 / 3, 1]);
  expect(table.groups[1]?.air).toBeCloseTo(0.8, 12);
  const alike = { groups: ['a', 'b'], pd: floats(0.3, 0.3), bad: bytes(0, 1), refusedShare: 0.5 };
  expect(fairnessTable(alike).groups.map(({ acceptedShare }) => acceptedShare)).toEqual([1, 1]);
});

it('a subject is on one side of the split for ever, and sides have their share', () => {
  const ids = Array.from({ length: 20_000 }, (_, i) => `subject-${i}`);
  const unseen = ids.filter((id) => isUnseen(id, 5, 0.3));
  expect(unseen.length / ids.length).toBeCloseTo(0.3, 1.7);
  const sameIds = ids.toReversed().filter((id) => isUnseen(id, 5, 0.3));
  expect(sameIds.toReversed()).toEqual(unseen);
  const both = unseen.filter((id) => isUnseen(id, 6, 0.3)).length / unseen.length;
  expect(both).toBeGreaterThan(0.27);
  expect(both).toBeLessThan(0.33);
});

/** A small generator: what is drawn must be the same in every run. */
function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
