import {
  calibrated,
  compileScorecard,
  computeFeatureRows,
  FIRM_FEATURES,
  PERSON_FEATURES,
  pdOf,
  scorecardScorer,
  type Artefact,
  type Clusters,
  type FeatureDefinition,
  type Scorer,
} from '#score-engine';
import { createWorld, type PersonaName, type World } from '#simulator';
import jstat from 'jstat';
import { trainScorecard } from './index.js';

/** Features are of this instant, outcomes of the year after it. */
const OBSERVED = new Date('2025-11-01T00:00:00Z');
const TRAINED_ON = 20261101;
/** Unseen worlds: the whole claim is of 20 (`WORLDS=20`), which takes some minutes. */
const SEEDS = Array.from({ length: Number(process.env['WORLDS'] ?? 3) }, (_, i) => i + 1);
/** Of a hundred deciles one, as chance has it. */
const LEFT_MAX = Math.max(1, (SEEDS.length * 10) / 100);
const TRAIN_ROWS = 60_000;
const FIRM_ROWS = 20_000;
const TEST_ROWS = 30_000;
const DECILES = 10;
/** Of the exact central band, either side. */
const TAIL = (1 - 0.9995) / 2;
/** Documents in memory at once. */
const PAGE = 500;

const people = learnt(PERSON_FEATURES, (world, i) => world.shopper(i), TRAIN_ROWS);

/** If this fails, a lender prices by probabilities that its own book will not show. */
it(`on ${SEEDS.length} worlds it has not seen, deciles default as often as was said, and so does everyone`, () => {
  const { artefact, scorer } = people;
  const left: string[] = [];
  let said = 0;
  let true_ = 0;
  for (const seed of SEEDS) {
    const rows = observe(seed, artefact.features, (world, i) => world.shopper(i), TEST_ROWS);
    const pd = pdsOf(scorer, rows.x, TEST_ROWS, artefact.features);
    for (const [decile, { n, bads, mean }] of decilesOf(pd, rows.y).entries())
      if (!inBand(bads, n, mean))
        left.push(`seed ${seed}, decile ${decile}: ${bads} of ${n}, ${mean}`);
    said += sum(pd);
    true_ += sum(rows.truth);
  }
  console.info(
    `${left.length} of ${SEEDS.length * DECILES} deciles leave the band; mean PD / true ${(said / true_).toFixed(4)}`,
  );
  expect(left.length > LEFT_MAX ? left : []).toEqual([]);
  expect(said / true_).toBeGreaterThan(0.95);
  expect(said / true_).toBeLessThan(1.05);
});

it('people for a story are ranked as the story is told', () => {
  const pd = (name: PersonaName) => personaPd(people, name);
  const told = ['prime', 'recovered', 'recently-late', 'over-indebted'] as const;
  expect([...told].sort((a, b) => pd(a) - pd(b))).toEqual(told);
  expect(new Set(told.map(pd)).size).toBe(told.length);
});

it('firms for a story are ranked as the story is told', () => {
  const firms = learnt(FIRM_FEATURES, (world, i) => world.merchant(i), FIRM_ROWS);
  const pd = (name: PersonaName) => personaPd(firms, name);
  const told = ['seasonal-merchant', 'new-merchant', 'declining-merchant'] as const;
  expect([...told].sort((a, b) => pd(a) - pd(b))).toEqual(told);
  expect(new Set(told.map(pd)).size).toBe(told.length);
});

/** The band itself: a coin of 100 throws, by the sums of Pascal's triangle. */
it('the band is the exact binomial one', () => {
  // P(X <= 32) = .00020 and P(X <= 33) = .00044 at p = 1/2.
  expect(inBand(33, 100, 0.5)).toBe(true);
  expect(inBand(32, 100, 0.5)).toBe(false);
  expect(inBand(67, 100, 0.5)).toBe(true);
  expect(inBand(68, 100, 0.5)).toBe(false);
  // Nobody of 10,000 at .0007: e^-7 = .0009; at .0009: e^-9 = .00012.
  expect(inBand(0, 10_000, 0.0007)).toBe(true);
  expect(inBand(0, 10_000, 0.0009)).toBe(false);
});

interface Observed {
  readonly x: Float64Array;
  readonly y: Uint8Array;
  readonly truth: Float64Array;
  readonly references: string[];
}

type Observe = (
  world: World,
  index: number,
) => Pick<ReturnType<World['shopper']>, 'reference'> & {
  readonly clusters: object;
  readonly truth: { readonly pd12: number; readonly badWithin12m: boolean };
};

/** Documents as of the observation, through the features that are served. */
function observe(
  seed: number,
  definitions: readonly FeatureDefinition[],
  subjectOf: Observe,
  rows: number,
): Observed {
  const world = createWorld({ seed, asOf: OBSERVED, observedAt: OBSERVED });
  const x = new Float64Array(rows * definitions.length);
  const y = new Uint8Array(rows);
  const truth = new Float64Array(rows);
  const references: string[] = [];
  for (let first = 0; first < rows; first += PAGE) {
    const page: Clusters[] = [];
    for (let row = first; row < Math.min(rows, first + PAGE); row++) {
      const subject = subjectOf(world, row);
      page.push(subject.clusters);
      references.push(subject.reference);
      y[row] = Number(subject.truth.badWithin12m);
      truth[row] = subject.truth.pd12;
    }
    x.set(computeFeatureRows(definitions, page, OBSERVED), first * definitions.length);
  }
  return { x, y, truth, references };
}

interface Learnt {
  readonly artefact: Artefact;
  /** Of rows of the artefact's own features. */
  readonly scorer: Scorer;
}

function learnt(
  definitions: readonly FeatureDefinition[],
  subjectOf: Observe,
  rows: number,
): Learnt {
  const { x, y, references } = observe(TRAINED_ON, definitions, subjectOf, rows);
  const trained = trainScorecard({
    definitions,
    featureSetHash: '0'.repeat(64),
    x,
    y,
    subjectIds: references,
    seed: 1,
    event: '90 days late',
    horizonMonths: 12,
    population: 'a simulated world',
    asOf: OBSERVED,
    dataHash: null,
  });
  if (!trained.ok) throw new Error(trained.error.code);
  const artefact = trained.value;
  const card = compileScorecard(artefact, artefact.features);
  if (!card.ok || !artefact.calibration) throw new Error('a card, calibrated');
  const scorer = scorecardScorer(card.value, artefact.characteristics);
  return { artefact, scorer: calibrated(scorer, artefact.calibration) };
}

function pdsOf(
  scorer: Scorer,
  x: Float64Array,
  rows: number,
  features: readonly FeatureDefinition[],
): Float64Array {
  expect(x).toHaveLength(rows * features.length);
  const logit = new Float64Array(rows);
  const batch = { rows, features: x, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  return logit.map(pdOf);
}

function personaPd({ artefact, scorer }: Learnt, name: PersonaName): number {
  const world = createWorld({ seed: TRAINED_ON, asOf: OBSERVED, observedAt: OBSERVED });
  const { clusters } = world.persona(name);
  const { features } = artefact;
  const x = computeFeatureRows(features, [clusters as Clusters], OBSERVED);
  return pdsOf(scorer, x, 1, features)[0];
}

function decilesOf(pd: Float64Array, bad: Uint8Array) {
  const order = [...pd.keys()].sort((a, b) => pd[a] - pd[b]);
  return Array.from({ length: DECILES }, (_, d) => {
    const at = (part: number): number => Math.floor((part * order.length) / DECILES);
    const rows = order.slice(at(d), at(d + 1));
    const bads = rows.reduce((all, row) => all + bad[row], 0);
    return {
      n: rows.length,
      bads,
      mean: rows.reduce((all, row) => all + pd[row], 0) / rows.length,
    };
  });
}

/** Whether so many bads are no rarer, on their side, than the tail of Binomial(n, p). */
function inBand(bads: number, n: number, p: number): boolean {
  const { ibeta } = jstat.jStat;
  const atMost = bads >= n ? 1 : ibeta(1 - p, n - bads, bads + 1);
  const atLeast = bads <= 0 ? 1 : ibeta(p, bads, n - bads + 1);
  return atMost >= TAIL && atLeast >= TAIL;
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
