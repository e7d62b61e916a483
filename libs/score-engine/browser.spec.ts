import { build } from 'esbuild';
import { Script, createContext } from 'node:vm';
import {
  calibrated,
  compileScorecard,
  PERSON_FEATURES,
  scorecardScorer,
  type Artefact,
} from './index.js';

const [definition] = PERSON_FEATURES;
const map = { slope: 0.9, intercept: 0.1 };
const rows = [0, 1, 2.5, null, 1e9];

/** A console's what-if must show the number that is served, from the same code. */
it('runs unchanged where there is no Node: a browser’s bundle gives the same bits', async () => {
  const bundle = await build({
    stdin: { contents: PAGE, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'engine',
    platform: 'browser',
    conditions: ['source'],
  });
  // Nothing but the language and what every browser has: no process, Buffer, require.
  const context = createContext({ TextDecoder, TextEncoder });
  new Script(bundle.outputFiles[0]?.text ?? '').runInContext(context);
  const call = new Script(`engine.logitsOf(${JSON.stringify([artefact(), map, rows])})`);
  const answered = call.runInContext(context) as number[];
  expect(new Script('typeof process + typeof Buffer').runInContext(context)).toBe(
    'undefinedundefined',
  );
  expect([...answered]).toEqual(served());
  expect(new Set(served()).size).toBeGreaterThan(2);
});

const PAGE = `
  import { calibrated, compileScorecard, parseArtefact, PERSON_FEATURES, scorecardScorer } from './index.js';
  export * from './index.js';
  export function logitsOf([json, map, rows]) {
    const artefact = parseArtefact(json);
    const card = compileScorecard(artefact.value, PERSON_FEATURES);
    const scorer = calibrated(scorecardScorer(card.value, artefact.value.characteristics), map);
    const features = new Float64Array(rows.length * scorer.width).fill(NaN);
    rows.forEach((value, row) => { features[row * scorer.width] = value ?? NaN; });
    const logit = new Float64Array(rows.length);
    scorer.score({ rows: rows.length, features, layout: 'rows', withheld: null }, { logit, reasons: null, contributions: null });
    return [...logit];
  }
`;

function served(): number[] {
  const card = compileScorecard(artefact(), PERSON_FEATURES);
  if (!card.ok) throw new Error(card.error.message);
  const scorer = calibrated(scorecardScorer(card.value, artefact().characteristics), map);
  const features = new Float64Array(rows.length * scorer.width).fill(Number.NaN);
  rows.forEach((value, row) => {
    features[row * scorer.width] = value ?? Number.NaN;
  });
  const logit = new Float64Array(rows.length);
  const batch = { rows: rows.length, features, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  return [...logit];
}

function artefact(): Artefact {
  if (!definition) throw new Error('the feature set of persons is empty');
  const { name: feature, reasonCode, missingReasonCode, riskDirection } = definition;
  const bin = (woe: number) => ({ woe, contribution: 0.7 * woe, rows: 10, bads: 1 });
  const turn = riskDirection === 'up' ? 1 : -1;
  return {
    format: 'assay-scorecard@1',
    kind: 'person',
    event: 'late',
    horizonMonths: 12,
    population: 'all',
    baseRate: 0.1,
    trainedAsOf: '2026-01-01T00:00:00.000Z',
    features: [definition],
    characteristics: [
      {
        feature,
        reasonCode,
        missingReasonCode,
        coefficient: 0.7,
        bins: [
          { upTo: 1, ...bin(-0.5 * turn) },
          { upTo: null, ...bin(0.8 * turn) },
          { missing: true, ...bin(0.2) },
        ],
      },
    ],
    intercept: -2,
    provenance: {
      trainer: 'hand',
      featureSetHash: '0'.repeat(64),
      dataHash: null,
      split: { seed: 1, unseenShare: 0.3 },
      settings: {},
    },
    report: {
      train: { rows: 20, bads: 2 },
      unseen: {
        ...{ rows: 10, bads: 1, auc: { value: 0.7, low: 0.6, high: 0.8 }, ks: 0.3, gini: 0.4 },
        ...{ brier: 0.1, calibration: { intercept: 0, slope: 1 }, meanPd: 0.1, observed: 0.1 },
        meanPdOverObserved: 1,
      },
      informationValues: [],
    },
  };
}
