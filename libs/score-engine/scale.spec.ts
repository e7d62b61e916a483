import fc from 'fast-check';
import {
  bandOf,
  boundsOf,
  DEFAULT_BANDS,
  DEFAULT_SCALE,
  parseBands,
  parseScale,
  PD_MAX,
  PD_MIN,
  pdOf,
  roundHalfEven,
  scoreOf,
  shownPoints,
} from './index.js';
import { largestRemainder } from './scale.js';

const logitOfOdds = (goodToBad: number): number => -Math.log(goodToBad);

it.each([
  [30, 600],
  [60, 620],
  [15, 580],
  [1, 502], // 600 - 20 log2(30) = 501.86
])('odds of %p to 1 score %p', (odds, score) => {
  expect(scoreOf(logitOfOdds(odds), DEFAULT_SCALE)).toEqual({
    score,
    unclamped: score,
    atBound: false,
  });
});

it.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [-0.5, 0],
  [-1.5, -2],
  [-2.5, -2],
  [2.4999, 2],
  [-2.51, -3],
])('rounds %p to %p: of two equally near, the even one', (value, rounded) => {
  expect(roundHalfEven(value)).toBe(rounded);
});

it('clamps after rounding, and says so only when the bound changed the score', () => {
  const scale = { ...DEFAULT_SCALE, min: 580, max: 620 };
  expect(scoreOf(logitOfOdds(120), scale)).toEqual({ score: 620, unclamped: 640, atBound: true });
  expect(scoreOf(logitOfOdds(1), scale)).toEqual({ score: 580, unclamped: 502, atBound: true });
  expect(scoreOf(logitOfOdds(60), scale).atBound).toBe(false);
});

/** Nobody has seen 3,333 such subjects without a default, so nobody may be told so. */
it('PD stays within [0.0003, 0.9997]; score, band and PD of a logit beyond are those of the end', () => {
  const logits = fc.oneof(
    fc.double({ min: -50, max: 50, noNaN: true }),
    fc.constantFrom(-Infinity, Infinity),
  );
  fc.assert(
    fc.property(logits, (logit) => {
      const pd = pdOf(logit);
      expect(pd).toBeGreaterThanOrEqual(PD_MIN);
      expect(pd).toBeLessThanOrEqual(PD_MAX);
      const { score, unclamped, atBound } = scoreOf(logit, DEFAULT_SCALE);
      expect(Math.abs(score - scoreOf(Math.log(pd / (1 - pd)), DEFAULT_SCALE).score)).toBeLessThan(
        1,
      );
      expect(atBound).toBe(score !== unclamped);
    }),
  );
  // 600 at 30 to 1 and 20 points a doubling: odds of 3332 1/3 to 1 score 736, the inverse 268.
  expect(boundsOf(DEFAULT_SCALE)).toEqual({ min: 300, max: 736 });
  expect(boundsOf({ ...DEFAULT_SCALE, min: 200 })).toEqual({ min: 268, max: 736 });
  expect([PD_MIN, PD_MAX].map((pd) => bandOf(pd, DEFAULT_BANDS))).toEqual(['A', 'G']);
});

it('largest remainder: hand-computed, the first of equals first', () => {
  // Floors 1, 2, -1, 3 leave two of 7: one to the rest .75, one to the first of the two .5.
  expect(largestRemainder([1.5, 2.5, -0.25, 3], 7)).toEqual([2, 2, 0, 3]);
});

/** If this fails, a borrower adds up the points of the page and gets another score. */
it('shown points are whole and sum to the unclamped score; what is withheld shows none', () => {
  const contribution = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(
      contribution,
      fc.array(fc.oneof(contribution, fc.constant(0)), { maxLength: 30 }),
      (intercept, contributions) => {
        const points = shownPoints(intercept, contributions, DEFAULT_SCALE);
        const logit = contributions.reduce((sum, value) => sum + value, intercept);
        const sum = points.characteristics.reduce((all, value) => all + value, points.base);
        expect(sum).toBe(scoreOf(logit, DEFAULT_SCALE).unclamped);
        points.characteristics.forEach((value, i) => {
          expect(Number.isInteger(value)).toBe(true);
          if (contributions[i] === 0) expect(value).toBe(0);
        });
      },
    ),
  );
});

it('a probability is its logit’s, at the ends too', () => {
  expect(pdOf(0)).toBe(0.5);
  expect(pdOf(-Math.log(30))).toBeCloseTo(1 / 31, 15);
  expect([pdOf(-800), pdOf(800)]).toEqual([PD_MIN, PD_MAX]);
});

it.each([
  [0, 'A'],
  [0.004999, 'A'],
  [0.005, 'B'],
  [0.0399, 'D'],
  [0.04, 'E'],
  [0.16, 'G'],
  [1, 'G'],
])('a PD of %p is in band %p: lower end in, upper end out', (pd, band) => {
  expect(bandOf(pd, DEFAULT_BANDS)).toBe(band);
});

it.each([
  [[{ name: 'A', lower: 0, upper: 0.5 }], '0.upper'],
  [[{ name: 'A', lower: 0.1, upper: 1 }], '0.lower'],
  [
    [
      { name: 'A', lower: 0, upper: 0.5 },
      { name: 'B', lower: 0.6, upper: 1 },
    ],
    '1.lower',
  ],
  [
    [
      { name: 'A', lower: 0, upper: 0.5 },
      { name: 'A', lower: 0.5, upper: 1 },
    ],
    '',
  ],
  [[], ''],
])('bands with a gap, an overlap or a double name are refused: %j', (bands, path) => {
  expect(parseBands(bands)).toMatchObject({ ok: false, error: { path } });
  expect(parseBands(DEFAULT_BANDS)).toEqual({ ok: true, value: DEFAULT_BANDS });
});

it('a scale without room or with odds of none is refused', () => {
  expect(parseScale(DEFAULT_SCALE)).toEqual({ ok: true, value: DEFAULT_SCALE });
  expect(parseScale({ ...DEFAULT_SCALE, max: 300 })).toMatchObject({ ok: false });
  expect(parseScale({ ...DEFAULT_SCALE, baseOdds: 0 })).toMatchObject({ ok: false });
  expect(parseScale({ ...DEFAULT_SCALE, colour: 1 })).toMatchObject({ ok: false });
  // Scores are whole and kept in 16 bits; odds of 0 or infinity would give no number.
  expect(parseScale({ ...DEFAULT_SCALE, baseScore: 600.5 })).toMatchObject({ ok: false });
  expect(parseScale({ ...DEFAULT_SCALE, max: 32_768 })).toMatchObject({ ok: false });
  expect(parseScale({ ...DEFAULT_SCALE, baseOdds: 5e-324 })).toMatchObject({ ok: false });
  expect(parseScale({ ...DEFAULT_SCALE, pdo: 1e308 })).toMatchObject({ ok: false });
});
