import type { CompiledScorecard } from './compile-scorecard.js';
import { FIRM_FEATURES } from './firm-features.js';
import { FAVOURABLE } from './favourable-catalogue.js';
import { PERSON_FEATURES } from './person-features.js';
import { REASON_CODES } from './reasons-catalogue.js';
import { FAVOURABLE_MAX, REASONS_MAX, reasonsOf, scoreBatch } from './score-batch.js';

const FEATURES = [...PERSON_FEATURES, ...FIRM_FEATURES];

/** A reader of the answer, who would be told a code and no sentence. */
it('every group of features has words for both of its sides, in both languages', () => {
  for (const { reasonCode } of FEATURES) {
    expect(FAVOURABLE[reasonCode]?.en).toMatch(/^[A-Z].*\.$/);
    expect(FAVOURABLE[reasonCode]?.zh).toMatch(/。$/);
  }
});

it('what tells of missing data alone has no favourable side', () => {
  const groups = new Set<string>(FEATURES.map(({ reasonCode }) => reasonCode));
  const lacking = REASON_CODES.filter(({ code }) => FAVOURABLE[code] === undefined);
  expect(lacking.map(({ code }) => code).filter((code) => groups.has(code))).toEqual([]);
  expect(lacking.map(({ code }) => code)).toContain('income-not-declared');
});

/** Three characteristics; the first two are one group, of which a value may be there or missing. */
const CARD: CompiledScorecard = {
  width: 3,
  intercept: -3,
  column: Int32Array.of(0, 1, 2),
  withheldBits: Uint32Array.of(1, 1, 2),
  binStart: Int32Array.of(0, 2, 4, 6),
  upTo: Float64Array.of(0, Infinity, 0, Infinity, 0, Infinity),
  contribution: Float64Array.of(-0.5, 0.4, -0.25, 0.125, -0.75, 1),
  lines: null,
  missingContribution: Float64Array.of(-2, -2, -2),
  best: Float64Array.of(-0.5, -0.25, -0.75),
  reason: Uint8Array.of(0, 0, 1),
  missingReason: Uint8Array.of(2, 2, 2),
  reasonCodes: ['late-instalments', 'many-returns', 'no-order-history'],
};

function told(values: readonly number[], withheld = 0) {
  const reasons = new Uint8Array(REASONS_MAX);
  const favourable = new Uint8Array(FAVOURABLE_MAX);
  const out = { logit: new Float64Array(1), reasons, favourable, contributions: null };
  const mask = Uint32Array.of(withheld);
  const features = Float64Array.from(values);
  scoreBatch(CARD, { rows: 1, features, layout: 'rows', withheld: mask }, out);
  return {
    reasons: reasonsOf(CARD, reasons, 0),
    favourable: reasonsOf(CARD, favourable, 0, FAVOURABLE_MAX),
  };
}

it.each([
  ['the stronger first', [[0, 0, 0], 0], [], ['late-instalments', 'many-returns']],
  // -0.5 + 0.125: the group as a whole is better than the average, and has lost points.
  ['no code on both sides', [[0, 1, 0], 0], ['late-instalments'], ['many-returns']],
  ['only what beats the average', [[1, 1, 0], 0], ['late-instalments'], ['many-returns']],
  ['nothing of what is missing', [[NaN, NaN, 0], 0], [], ['many-returns']],
  ['nothing of what is withheld', [[0, 0, 0], 2], [], ['late-instalments']],
] as const)('gives %s', (_, [values, withheld], reasons, favourable) => {
  expect(told(values, withheld)).toEqual({ reasons, favourable });
});
