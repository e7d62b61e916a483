import {
  compileApplicability,
  compileScorecard,
  computeFeatures,
  FIRM_FEATURES,
  INTERVAL_LEVEL,
  judge,
  PERSON_FEATURES,
  pdIntervalOf,
  scorecardScorer,
  type SubjectKind,
} from '#score-engine';
import { createWorld } from '#simulator';
import { trainScorecard } from './index.js';

const AS_OF = new Date('2026-11-01T00:00:00Z');
const OBSERVED = new Date('2025-11-01T00:00:00Z');
const LEARNT_FROM = { person: 9_000, firm: 8_000 };
const JUDGED = { person: 4_000, firm: 4_000 };
const FEATURES = { person: PERSON_FEATURES, firm: FIRM_FEATURES };

/** Subjects of a world as of a year ago, with what became of them and the truth. */
function sampleOf(kind: SubjectKind, seed: number, rows: number) {
  const world = createWorld({ seed, asOf: AS_OF });
  const width = FEATURES[kind].length;
  const x = new Float64Array(rows * width);
  const y = new Uint8Array(rows);
  const pd = new Float64Array(rows);
  const subjectIds: string[] = [];
  for (let row = 0; row < rows; row++) {
    const subject = kind === 'person' ? world.shopper(row) : world.merchant(row);
    x.set(computeFeatures(FEATURES[kind], subject.clusters, OBSERVED), row * width);
    y[row] = subject.truth.badWithin12m ? 1 : 0;
    pd[row] = subject.truth.pd12;
    subjectIds.push(subject.reference);
  }
  return { rows, x, y, pd, subjectIds };
}

function modelOf(kind: SubjectKind, seed: number) {
  const { x, y, subjectIds } = sampleOf(kind, seed, LEARNT_FROM[kind]);
  const learnt = trainScorecard({
    ...{ x, y, subjectIds, seed: 1, definitions: FEATURES[kind], featureSetHash: '0'.repeat(64) },
    ...{
      event: '90 days late',
      horizonMonths: 12,
      population: 'p',
      asOf: OBSERVED,
      dataHash: null,
    },
  });
  if (!learnt.ok) throw new Error(learnt.error.code);
  const card = compileScorecard(learnt.value, FEATURES[kind]);
  const terms = compileApplicability(learnt.value, FEATURES[kind]);
  if (!card.ok || !terms.ok) throw new Error('a learnt card is sound');
  return { scorer: scorecardScorer(card.value, learnt.value.characteristics), terms: terms.value };
}

/** What becomes of people or firms of a world that the model has not seen. */
function judgedIn(kind: SubjectKind, { scorer, terms }: ReturnType<typeof modelOf>, seed: number) {
  const { rows, x, pd } = sampleOf(kind, seed, JUDGED[kind]);
  const logit = new Float64Array(rows);
  const batch = { rows, features: x, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  const counts = { not_scorable: 0, in_default: 0, thin: 0, held: 0, flagged: 0, below: 0 };
  for (let row = 0; row < rows; row++) {
    const judgement = judge(terms, x, row * scorer.width, 0);
    if (judgement.outOfRange.length > 0) counts.flagged++;
    if (judgement.state !== 'scored') counts[judgement.state]++;
    if (!judgement.thin) continue;
    counts.thin++;
    const interval = pdIntervalOf(logit[row] ?? 0, terms);
    const truth = pd[row] ?? 0;
    if (interval && truth < interval.low) counts.below++;
    if (interval && truth >= interval.low && truth <= interval.high) counts.held++;
  }
  return { ...counts, rows };
}

// Who is hurt: a lender who takes a number made of next to nothing for one made of years.
it.each([
  ['person', [41, 42, 43]],
  ['firm', [41, 42, 43]],
] as const)('nine of ten thin files (%s) have their true PD in the interval', (kind, seeds) => {
  const model = MODELS[kind]();
  const worlds = seeds.map((seed) => judgedIn(kind, model, seed));
  const sum = (of: 'thin' | 'held' | 'rows' | 'not_scorable' | 'flagged' | 'below') =>
    worlds.reduce((total, world) => total + world[of], 0);
  const coverage = sum('held') / sum('thin');
  expect(coverage).toBeGreaterThanOrEqual(INTERVAL_LEVEL);
  expect(coverage).toBeLessThan(0.98);
  expect(sum('below') / sum('thin')).toBeLessThan(0.07);
  for (const world of worlds) expect(world.held / world.thin).toBeGreaterThan(0.87);
  // It is the exception: most are scored, without an interval and within the ranges.
  expect(sum('thin') / sum('rows')).toBeLessThan(0.25);
  expect(sum('thin')).toBeGreaterThan(500);
  expect(sum('not_scorable') / sum('rows')).toBeLessThan(0.03);
  expect(sum('flagged') / sum('rows')).toBeLessThan(0.02);
});

it.each([
  ['thin-file', 'not_scorable'],
  ['defaulted', 'in_default'],
  ['prime', 'scored'],
  ['recovered', 'scored'],
  ['recently-late', 'scored'],
  ['over-indebted', 'scored'],
  ['fraud-cluster', 'scored'],
  ['seasonal-merchant', 'scored'],
  ['new-merchant', 'scored'],
  ['declining-merchant', 'scored'],
] as const)('the persona %s is %s', (name, state) => {
  const { kind, clusters } = createWorld({ seed: 1, asOf: AS_OF }).persona(name);
  if (kind === 'unknown') throw new Error('a persona with a file');
  const features = computeFeatures(FEATURES[kind], clusters, AS_OF);
  expect(judge(MODELS[kind]().terms, features, 0, 0).state).toBe(state);
});

const models = new Map<SubjectKind, ReturnType<typeof modelOf>>();
const once = (kind: SubjectKind) => (): ReturnType<typeof modelOf> => {
  const known = models.get(kind) ?? modelOf(kind, 5);
  models.set(kind, known);
  return known;
};
const MODELS = { person: once('person'), firm: once('firm') };
