import { canonicalJson, type Json } from '#kernel';
import {
  calibrated,
  compileScorecard,
  parseArtefact,
  pdOf,
  PERSON_FEATURES,
  scorecardScorer,
  type Artefact,
} from '#score-engine';
import fc from 'fast-check';
import {
  auc,
  binFeature,
  DEFAULT_BINNING,
  DEFAULT_TRAINING,
  isUnseen,
  trainScorecard,
  woeOf,
  type TrainingInput,
} from './index.js';

const exact = { ...DEFAULT_BINNING, smoothing: 0 };

it('WoE and information value of two bins, by hand', () => {
  // 80 rows at 1 with 4 bads, 20 rows at 2 with 6 bads.
  const values = Float64Array.from({ length: 100 }, (_, i) => (i < 80 ? 1 : 2));
  const bad = Uint8Array.from({ length: 100 }, (_, i) => (i < 4 || (i >= 80 && i < 86) ? 1 : 0));
  const binning = binFeature(values, bad, 'up', exact);
  const low = Math.log(4 / 10 / (76 / 90));
  const high = Math.log(6 / 10 / (14 / 90));
  expect(binning.bins).toEqual([
    { upTo: 1, rows: 80, bads: 4, woe: expect.closeTo(low, 12) as number },
    { upTo: null, rows: 20, bads: 6, woe: expect.closeTo(high, 12) as number },
  ]);
  expect(binning.missing).toEqual({ rows: 0, bads: 0, woe: 0 });
  const value = (4 / 10 - 76 / 90) * low + (6 / 10 - 14 / 90) * high;
  expect(binning.informationValue).toBeCloseTo(value, 12);
});

it('smoothing draws a bin towards the average by as many average rows', () => {
  const all = { rows: 100, bads: 10 };
  expect(woeOf({ rows: 0, bads: 0 }, all, 10)).toBe(0);
  expect(woeOf({ rows: 10, bads: 1 }, all, 10)).toBeCloseTo(0, 12);
  // (3 + 1) of (10 + 10): odds 1 to 4 against 1 to 9.
  expect(woeOf({ rows: 10, bads: 3 }, all, 10)).toBeCloseTo(Math.log(9 / 4), 12);
});

it('what goes against the direction becomes one bin; the best direction is found', () => {
  const values = Float64Array.from({ length: 400 }, (_, i) => i);
  const bad = Uint8Array.from(values, (value) => (value < 100 || value % 20 === 0 ? 1 : 0));
  expect(binFeature(values, bad, 'up', DEFAULT_BINNING).bins).toHaveLength(1);
  const best = binFeature(values, bad, 'best', DEFAULT_BINNING);
  expect(best.direction).toBe('down');
  expect(best.bins[0]).toMatchObject({ rows: expect.any(Number) as number });
  expect(best.bins[0]?.upTo).toBeGreaterThan(90);
});

/** A reversal tells a borrower to be late more often. */
it('bins are monotone, hold every row, and are large enough, whatever the data', () => {
  const row = fc.tuple(
    fc.oneof(fc.constant(Number.NaN), fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true })),
    fc.integer({ min: 0, max: 1 }),
  );
  const settings = { ...DEFAULT_BINNING, binCost: 0 };
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 30, maxLength: 200 }),
      fc.constantFrom('up' as const, 'down' as const),
      (rows, direction) => {
        const bads = rows.filter(([, bad]) => bad === 1).length;
        fc.pre(bads > 0 && bads < rows.length);
        const { bins, missing } = binFeature(
          Float64Array.from(rows, ([value]) => value),
          Uint8Array.from(rows, ([, bad]) => bad),
          direction,
          settings,
        );
        const known = rows.filter(([value]) => !Number.isNaN(value)).length;
        expect(bins.length).toBeLessThanOrEqual(settings.binsMax);
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(known);
        expect(bins.reduce((sum, bin) => sum + bin.bads, missing.bads)).toBe(bads);
        expect(missing.rows).toBe(rows.length - known);
        bins.forEach((bin, i) => {
          const before = i > 0 ? bins[i - 1] : undefined;
          if (bins.length > 1) expect(bin.rows).toBeGreaterThanOrEqual(0.05 * known);
          if (!before) return;
          expect(direction === 'up' ? bin.woe > before.woe : bin.woe < before.woe).toBe(true);
        });
      },
    ),
  );
});

it('no binning of the same prebins has a higher likelihood: beside an exhaustive search', () => {
  const bad = Uint8Array.from({ length: 240 }, (_, i) => {
    const value = Math.floor(i / 30);
    return i % 30 < [3, 2, 6, 5, 9, 14, 11, 16][value] ? 1 : 0;
  });
  const values = Float64Array.from({ length: 240 }, (_, i) => Math.floor(i / 30));
  const { bins } = binFeature(values, bad, 'up', { ...exact, binCost: 1 });
  const worth = (ends: number[]): number => {
    let sum = 0;
    let rateBefore = -1;
    let from = 0;
    for (const to of [...ends, 8]) {
      const part = bad.slice(from * 30, to * 30);
      const bads = part.reduce((all, value) => all + value, 0);
      const rate = bads / part.length;
      if (rate <= rateBefore) return -Infinity;
      sum += bads * Math.log(rate) + (part.length - bads) * Math.log(1 - rate) - 1;
      rateBefore = rate;
      from = to;
    }
    return sum;
  };
  const all = Array.from({ length: 128 }, (_, mask) =>
    [1, 2, 3, 4, 5, 6, 7].filter((end) => (mask >> (end - 1)) & 1),
  );
  const best = Math.max(...all.map(worth));
  const found = bins.slice(0, -1).map((bin) => (bin.upTo ?? 0) + 1);
  expect(worth(found)).toBeCloseTo(best, 9);
});

const definitions = PERSON_FEATURES.slice(0, 8);

/** Normal features with a known logit, so that the best possible AUC is known too. */
function synthetic(rows: number, seed: number): { input: TrainingInput; truth: Float64Array } {
  const width = definitions.length;
  const next = normals(seed);
  const x = new Float64Array(rows * width);
  const truth = new Float64Array(rows);
  const y = new Uint8Array(rows);
  for (let r = 0; r < rows; r++) {
    let logit = -2;
    definitions.forEach(({ riskDirection }, f) => {
      const value = next.normal();
      x[r * width + f] = value;
      logit += (riskDirection === 'up' ? 1 : -1) * 0.15 * f * value;
    });
    truth[r] = logit;
    y[r] = next.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
  }
  const subjectIds = Array.from({ length: rows }, (_, r) => `subject-${r}`);
  const about = { event: '90 days late', horizonMonths: 12, population: 'drawn', dataHash: null };
  const asOf = new Date('2025-11-01T00:00:00Z');
  const featureSetHash = '0'.repeat(64);
  const input = { definitions, featureSetHash, x, y, subjectIds, seed: 1, asOf, ...about };
  return { input, truth };
}

it('recovers a known logistic world: AUC near that of the truth itself, calibrated', () => {
  const { input, truth } = synthetic(30_000, 11);
  const artefact = trained(input);
  const { unseen } = artefact.report;
  const apart = (_: number, r: number): boolean =>
    isUnseen(input.subjectIds[r] ?? '', input.seed, DEFAULT_TRAINING.unseenShare);
  const best = auc(truth.filter(apart), input.y.filter(apart));
  // Eight bins of what is smooth cost about a point.
  expect(best - unseen.auc.value).toBeLessThan(0.015);
  expect(best - unseen.auc.value).toBeGreaterThan(0);
  expect(Math.abs(unseen.calibration.intercept)).toBeLessThan(0.1);
  expect(Math.abs(unseen.calibration.slope - 1)).toBeLessThan(0.1);
  expect(unseen.rows + artefact.report.train.rows).toBe(30_000);
  expect(artefact.report.informationValues[0]).toMatchObject({ outcome: 'too-weak' });
});

it('the same input gives the same bytes, and the artefact is one that is accepted', () => {
  const { input } = synthetic(4_000, 5);
  const text = canonicalJson(trained(input));
  expect(canonicalJson(trained(input) as Json)).toBe(text);
  const parsed = parseArtefact(JSON.parse(text));
  expect(parsed).toMatchObject({ ok: true });
  expect(text).not.toBe(canonicalJson(trained({ ...input, seed: 2 }) as Json));
});

/** What is reported must be what is served. */
it('the calibrated evaluator’s PDs of unseen subjects have the mean and the AUC of the report', () => {
  const { input } = synthetic(4_000, 5);
  const artefact = trained(input);
  const { calibration, characteristics, report } = artefact;
  const card = compileScorecard(artefact, definitions);
  if (!card.ok || !calibration) throw new Error('a card, calibrated');
  const scorer = calibrated(scorecardScorer(card.value, characteristics), calibration);
  const rows = input.y.length;
  const logit = new Float64Array(rows);
  const batch = { rows, features: input.x, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  const apart = (_: number, r: number): boolean =>
    isUnseen(input.subjectIds[r] ?? '', input.seed, DEFAULT_TRAINING.unseenShare);
  const unseen = logit.filter(apart);
  expect(unseen).toHaveLength(report.unseen.rows);
  const meanPd = unseen.map(pdOf).reduce((sum, value) => sum + value, 0) / unseen.length;
  expect(meanPd).toBeCloseTo(report.unseen.meanPd, 12);
  expect(auc(unseen, input.y.filter(apart))).toBeCloseTo(report.unseen.auc.value, 12);
});

/** Else a card that learnt chance by heart would be as sure of strangers as of those. */
it('is calibrated on logits of cards that have not seen the subject: noise is drawn in', () => {
  const { input } = synthetic(1_500, 7);
  const settings = { penalty: 0, informationValueMin: 0, binCost: 0, smoothing: 0 };
  const { calibration, report } = trained({ ...input, settings });
  expect(calibration).toMatchObject(report.train);
  expect(calibration?.slope).toBeLessThan(0.97);
  expect(calibration?.fittedOn).toContain('out of fold');
});

it('an unseen subject changes nothing of the card but its report', () => {
  const { input } = synthetic(4_000, 5);
  const artefact = trained(input);
  const { subjectIds, seed, y } = input;
  const share = DEFAULT_TRAINING.unseenShare;
  const flipped = y.map((bad, r) => (isUnseen(subjectIds[r] ?? '', seed, share) ? 1 - bad : bad));
  const other = trained({ ...input, y: flipped });
  expect({ ...other, report: null }).toEqual({ ...artefact, report: null });
  expect(other.report.unseen.auc.value).toBeLessThan(0.5);
});

it.each([
  ['training-shape-differs', (input: TrainingInput) => ({ ...input, x: input.x.slice(1) })],
  ['training-shape-differs', (input: TrainingInput) => ({ ...input, subjectIds: ['a'] })],
  ['training-too-few-events', (input: TrainingInput) => ({ ...input, y: new Uint8Array(2_000) })],
  [
    'training-nothing-tells',
    (input: TrainingInput) => ({ ...input, x: new Float64Array(input.x.length) }),
  ],
])('refuses: %s', (code, spoil) => {
  const { input } = synthetic(2_000, 5);
  expect(trainScorecard(spoil(input))).toMatchObject({ ok: false, error: { code } });
});

function trained(input: TrainingInput): Artefact {
  const result = trainScorecard(input);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function normals(seed: number) {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
