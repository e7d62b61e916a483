import fc from 'fast-check';
import { calibration, fitCalibration, isotonicCurve } from './index.js';

/** Outcomes at their expected number: no draw, so the answer is the truth to rounding. */
function expected(slope: number, intercept: number) {
  const logits: number[] = [];
  const bad: number[] = [];
  for (let logit = -4; logit <= 2; logit += 0.25) {
    const bads = Math.round(2_000 / (1 + Math.exp(-(slope * logit + intercept))));
    for (let row = 0; row < 2_000; row++) {
      logits.push(logit);
      bad.push(row < bads ? 1 : 0);
    }
  }
  return { logit: Float64Array.from(logits), bad: Uint8Array.from(bad) };
}

it.each([
  [0.7, 0.4],
  [1.3, -1],
])(
  'finds a true map of slope %p and intercept %p, after which nothing is left to correct',
  (slope, intercept) => {
    const { logit, bad } = expected(slope, intercept);
    const map = fitCalibration(logit, bad);
    if (!map.ok) throw new Error(map.error.code);
    expect(map.value.slope).toBeCloseTo(slope, 2);
    expect(map.value.intercept).toBeCloseTo(intercept, 2);
    const mapped = logit.map((x) => map.value.slope * x + map.value.intercept);
    const left = calibration(mapped, bad);
    expect(left.slope).toBeCloseTo(1, 6);
    expect(left.intercept).toBeCloseTo(0, 6);
  },
);

/** A map that falls would give the best of the lender's customers the worst score. */
it('refuses where outcomes fall with the logit, or do not depend on it', () => {
  const { logit, bad } = expected(1, 0);
  const turned = fitCalibration(
    logit.map((x) => -x),
    bad,
  );
  expect(turned).toMatchObject({ ok: false, error: { code: 'calibration-not-rising' } });
  const flat = fitCalibration(new Float64Array(bad.length), bad);
  expect(flat).toMatchObject({ ok: false, error: { code: 'calibration-not-rising' } });
});

it('the curve nowhere falls, holds every row once, and has at most the points asked for', () => {
  const row = fc.tuple(fc.double({ min: -6, max: 6, noNaN: true }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (rows, points) => {
        const bad = Uint8Array.from(rows, ([, b]) => b);
        const curve = isotonicCurve(
          Float64Array.from(rows, ([x]) => x),
          bad,
          points,
        );
        expect(curve.length).toBeLessThanOrEqual(points);
        expect(curve.reduce((sum, point) => sum + point.rows, 0)).toBe(rows.length);
        const bads = curve.reduce((sum, point) => sum + point.rows * point.observed, 0);
        expect(bads).toBeCloseTo(
          bad.reduce((sum, b) => sum + b, 0),
          6,
        );
        curve.forEach((point, i) => {
          if (i > 0) expect(point.observed).toBeGreaterThan(curve[i - 1]?.observed ?? 1);
        });
      },
    ),
  );
});
