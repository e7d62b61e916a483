import {
  ACTIONABLE,
  CHANGES_MAX,
  compileScorecard,
  computeFeatures,
  DEFAULT_SCALE,
  FIRM_FEATURES,
  PERSON_FEATURES,
  scorecardScorer,
  scoreOf,
  whatWouldChange,
  withheldMask,
} from '#score-engine';
import { createWorld } from '#simulator';
import { trainScorecard } from './index.js';

const AS_OF = new Date('2026-11-01T00:00:00Z');
const OBSERVED = new Date('2025-11-01T00:00:00Z');
const LEARNT_FROM = 6_000;
const TRIED = 400;
const WIDTH = PERSON_FEATURES.length;
const ROWS = rowsOf(3, LEARNT_FROM);
const { scorer, looksAt } = learnt();

function rowsOf(seed: number, count: number) {
  const world = createWorld({ seed, asOf: AS_OF });
  return Array.from({ length: count }, (_, at) => {
    const { clusters, truth, reference } = world.shopper(at);
    return { x: computeFeatures(PERSON_FEATURES, clusters, OBSERVED), truth, reference };
  });
}

function learnt() {
  const x = new Float64Array(LEARNT_FROM * WIDTH);
  ROWS.forEach((row, at) => x.set(row.x, at * WIDTH));
  const artefact = trainScorecard({
    ...{ x, definitions: PERSON_FEATURES, featureSetHash: '0'.repeat(64), seed: 1 },
    y: Uint8Array.from(ROWS, ({ truth }) => (truth.badWithin12m ? 1 : 0)),
    subjectIds: ROWS.map(({ reference }) => reference),
    ...{
      event: '90 days late',
      horizonMonths: 12,
      population: 'p',
      asOf: OBSERVED,
      dataHash: null,
    },
  });
  if (!artefact.ok) throw new Error(artefact.error.code);
  const card = compileScorecard(artefact.value, PERSON_FEATURES);
  if (!card.ok) throw new Error(card.error.message);
  return {
    scorer: scorecardScorer(card.value, artefact.value.characteristics),
    looksAt: artefact.value.features.map(({ name }) => name),
  };
}

const about = {
  scorer,
  looksAt,
  featureSet: PERSON_FEATURES,
  kind: 'person',
  scale: DEFAULT_SCALE,
} as const;
const placeOf = (name: string) => PERSON_FEATURES.findIndex((feature) => feature.name === name);

function pointsOf(row: Float64Array, withheld: readonly string[]): number {
  const logit = new Float64Array(1);
  const mask = Uint32Array.of(withheldMask('person', withheld));
  const batch = { rows: 1, features: row, layout: 'rows', withheld: mask } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  return scoreOf(logit[0] ?? Number.NaN, DEFAULT_SCALE).score;
}

// Who is hurt: somebody who does what they were told would help, and finds that it does not.
it.each([[[]], [['repayments']]])(
  'told points are those of the changed row (without %j)',
  (withheld) => {
    let told = 0;
    for (const { x: row } of rowsOf(9, TRIED)) {
      const { each, together } = whatWouldChange({ ...about, row, withheld });
      expect(each.length).toBeLessThanOrEqual(CHANGES_MAX);
      const before = pointsOf(row, withheld);
      const all = row.slice();
      for (const { feature, from, to, points } of each) {
        const at = placeOf(feature);
        const other = row.slice();
        other[at] = to;
        all[at] = to;
        expect(row[at]).toBe(from);
        expect(pointsOf(other, withheld) - before).toBe(points);
        expect(points).toBeGreaterThan(0);
        expect(Math.sign(to - from)).toBe(ACTIONABLE[feature] === 'up' ? 1 : -1);
        expect(PERSON_FEATURES[at]?.clusters).not.toContain(withheld[0] ?? 'none');
        told++;
      }
      expect(together).toBe(pointsOf(all, withheld) - before);
    }
    expect(told).toBeGreaterThan(TRIED / 4);
  },
);

/** Exact: no other step of a feature that can be acted on gives more than the first told. */
it('no single step of the card is worth more than the first told', () => {
  for (const { x: row } of rowsOf(9, TRIED / 4)) {
    const before = pointsOf(row, []);
    const [first] = whatWouldChange({ ...about, row, withheld: [] }).each;
    for (const other of everyStepOf(row))
      expect(pointsOf(other, []) - before).toBeLessThanOrEqual(first?.points ?? 0);
  }
});

/** The row with one value moved, for every step of the card that can be acted towards. */
function everyStepOf(row: Float64Array): Float64Array[] {
  return Object.entries(ACTIONABLE).flatMap(([name, direction]) => {
    const at = placeOf(name);
    const value = row[at] ?? Number.NaN;
    if (at < 0 || !looksAt.includes(name)) return [];
    const ends = [...scorer.cuts(at), (scorer.cuts(at).at(-1) ?? 0) + 1];
    const ahead = ends.filter((to) => (direction === 'up' ? to > value : to < value));
    return ahead.map((to) => row.map((kept, place) => (place === at ? to : kept)));
  });
}

it('what can be acted on is a feature, and moves the way that lowers the risk', () => {
  const features = [...PERSON_FEATURES, ...FIRM_FEATURES];
  for (const [name, direction] of Object.entries(ACTIONABLE)) {
    const definition = features.find((feature) => feature.name === name);
    expect(definition?.riskDirection).toBe(direction === 'up' ? 'down' : 'up');
  }
});
