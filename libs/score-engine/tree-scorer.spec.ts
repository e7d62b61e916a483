import { createHash } from 'node:crypto';
import {
  NO_REASON,
  PERSON_FEATURES,
  pdOf,
  readTreeArtefact,
  reasonsOf,
  REASONS_MAX,
  scoreOf,
  DEFAULT_SCALE,
  shownPoints,
  treeScorer,
  type Scorer,
} from './index.js';

const WIDTH = PERSON_FEATURES.length;
const TOOLS = {
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  decode: (base64: string) => Buffer.from(base64, 'base64'),
};
const offered = () => PERSON_FEATURES;

/** Two trees, each on one feature: late instalments, credit in use. */
function fileOf(names: string, sigmoid = 1): string {
  const block = (at: number, feature: number, threshold: number, leaves: string) =>
    `Tree=${at}\nnum_leaves=2\nnum_cat=0\nsplit_feature=${feature}\nthreshold=${threshold}\n` +
    `decision_type=8\nleft_child=-1\nright_child=-2\nleaf_value=${leaves}\nleaf_count=3 1\n` +
    'internal_count=4\nis_linear=0\n\n\n';
  const blocks = [block(0, 0, 0.5, '-2 1'), block(1, 1, 0.6, '-0.5 0.25')];
  return (
    'tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=1\n' +
    `objective=binary sigmoid:${sigmoid}\nfeature_names=${names}\nfeature_infos=[0:9] [0:1]\n` +
    `tree_sizes=${blocks.map((one) => one.length).join(' ')}\n\n${blocks.join('')}` +
    'end of trees\n\nparameters:\nend of parameters\n\npandas_categorical:null\n'
  );
}

const NAMES = 'late_instalments_6m utilisation_latest';
const draftOf = (file = fileOf(NAMES), more: object = {}) => ({
  format: 'assay-trees@1',
  kind: 'person',
  event: '90 days late',
  horizonMonths: 12,
  population: 'shoppers',
  baseRate: 0.05,
  provenance: { trainer: 'by hand', trainedAsOf: '2025-11-01T00:00:00.000Z', dataHash: null },
  file: { format: 'lightgbm-text', base64: Buffer.from(file).toString('base64') },
  ...more,
});

function scorerOf(draft: object = draftOf()): Scorer {
  const read = readTreeArtefact(draft, offered, TOOLS);
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.message}`);
  const ready = treeScorer(read.value.model, read.value.artefact, PERSON_FEATURES);
  if (!ready.ok) throw new Error(ready.error.message);
  return ready.value.scorer;
}

const refusalOf = (draft: unknown) => {
  const read = readTreeArtefact(draft, offered, TOOLS);
  return read.ok ? undefined : `${read.error.code} ${read.error.path}`;
};

/** A packed row that has these values, and nothing else. */
function rowOf(late: number, utilisation: number): Float64Array {
  const row = new Float64Array(WIDTH).fill(NaN);
  const place = (name: string) => PERSON_FEATURES.findIndex((feature) => feature.name === name);
  row[place('late_instalments_6m')] = late;
  row[place('utilisation_latest')] = utilisation;
  return row;
}

function scored(scorer: Scorer, features: Float64Array, layout: 'rows' | 'columns' = 'rows') {
  const rows = features.length / WIDTH;
  const out = {
    logit: new Float64Array(rows),
    reasons: new Uint8Array(rows * REASONS_MAX),
    contributions: new Float64Array(rows * scorer.groups.length),
  };
  scorer.score({ rows, features, layout, withheld: null }, out);
  const reasons = Array.from(out.logit, (_, row) => reasonsOf(scorer, out.reasons, row));
  return { ...out, reasons };
}

it('gives the sum of the leaves as the logit, and what raises it as reasons, the largest first', () => {
  const features = Float64Array.of(...rowOf(2, 0.9), ...rowOf(0, 0.9), ...rowOf(0, 0.1));
  const { logit, reasons } = scored(scorerOf(), features);
  expect([...logit]).toEqual([1.25, -1.75, -2.5]);
  expect(reasons).toEqual([['late-instalments', 'high-utilisation'], ['high-utilisation'], []]);
});

it('gives a missing value the reason that the feature has for that', () => {
  const { reasons } = scored(scorerOf(), rowOf(NaN, 0.1));
  expect(reasons).toEqual([['no-repayment-history']]);
});

it('sums what two columns add under one reason before it ranks', () => {
  const columns = [{ column: 'utilisation_latest', reasonCode: 'late-instalments' }];
  const { reasons } = scored(scorerOf(draftOf(undefined, { columns })), rowOf(2, 0.9));
  expect(reasons).toEqual([['late-instalments']]);
});

it('adds up: the intercept and the contributions are the logit, and points are the score', () => {
  for (const draft of [draftOf(), draftOf(fileOf(NAMES, 0.5))]) {
    const scorer = scorerOf(draft);
    const { logit, contributions } = scored(scorer, rowOf(2, 0.1));
    const sum = contributions.reduce((total, part) => total + part, scorer.intercept);
    expect(sum).toBeCloseTo(logit[0] ?? NaN, 12);
    const shown = shownPoints(scorer.intercept, [...contributions], DEFAULT_SCALE, logit[0]);
    const points = shown.characteristics.reduce((total, part) => total + part, shown.base);
    expect(points).toBe(scoreOf(logit[0] ?? NaN, DEFAULT_SCALE).unclamped);
  }
});

it('takes the log-odds that the library means, by its sigmoid', () => {
  const { logit } = scored(scorerOf(draftOf(fileOf(NAMES, 0.5))), rowOf(2, 0.9));
  expect(logit[0]).toBe(0.625);
  expect(pdOf(logit[0] ?? NaN)).toBeCloseTo(1 / (1 + Math.exp(-0.5 * 1.25)), 15);
});

it('scores a row in bulk as alone, in either layout', () => {
  const values = [NaN, 0, 0.3, 0.6, 0.61, 1, 4];
  const rows = Array.from({ length: 600 }, (_, i) =>
    rowOf(values[i % 7] ?? NaN, values[Math.floor(i / 7) % 7] ?? NaN),
  );
  const scorer = scorerOf();
  const byRow = scored(scorer, Float64Array.from(rows.flatMap((row) => [...row])));
  const byColumn = Float64Array.from({ length: rows.length * WIDTH }, (_, at) => {
    return rows[at % rows.length]?.[Math.floor(at / rows.length)] ?? NaN;
  });
  expect(scored(scorer, byColumn, 'columns')).toEqual(byRow);
  for (const at of [0, 255, 256, 511, 599]) {
    const alone = scored(scorer, rows[at] ?? rowOf(0, 0));
    expect([alone.logit[0], alone.reasons[0]]).toEqual([byRow.logit[at], byRow.reasons[at]]);
  }
});

it('explains against a background, where the artefact says so', () => {
  const background = { origin: 'synthetic', rows: [[0, 0.9]] };
  const explanation = { method: 'interventional', background };
  const scorer = scorerOf(draftOf(undefined, { explanation }));
  const { reasons, contributions } = scored(scorer, rowOf(2, 0.9));
  expect([scorer.intercept, ...contributions]).toEqual([-1.75, 3, 0]);
  expect(reasons).toEqual([['late-instalments']]);
});

/** Guards whoever withholds: no number may come of what was not to be seen. */
it('scores nobody who withheld something', () => {
  const scorer = scorerOf();
  expect(scorer.needsEveryCluster).toBe(true);
  const out = { logit: new Float64Array(1), reasons: null, contributions: null };
  const withheld = Uint32Array.of(1);
  expect(() => {
    scorer.score({ rows: 1, features: rowOf(0, 0), layout: 'rows', withheld }, out);
  }).toThrow();
});

it('leaves places without a reason empty', () => {
  const out = {
    logit: new Float64Array(1),
    reasons: new Uint8Array(REASONS_MAX),
    contributions: null,
  };
  scorerOf().score({ rows: 1, features: rowOf(0, 0), layout: 'rows', withheld: null }, out);
  expect([...out.reasons]).toEqual([NO_REASON, NO_REASON, NO_REASON, NO_REASON]);
});

describe('an artefact', () => {
  it('is the same whether it was drafted or given in full', () => {
    const one = readTreeArtefact(draftOf(), offered, TOOLS);
    if (!one.ok) throw new Error(one.error.message);
    const again = readTreeArtefact(JSON.parse(JSON.stringify(one.value.artefact)), offered, TOOLS);
    expect(again).toEqual(one);
    expect(one.value.artefact.columns.map(({ feature }) => feature)).toEqual(NAMES.split(' '));
  });

  it.each([
    ['of another format', { format: 'pmml' }, 'malformed format'],
    ['with a member that is none', { notes: 'x' }, 'malformed '],
    [
      'with a column that the file lacks',
      { columns: [{ column: 'x' }] },
      'inconsistent columns.0.column',
    ],
    [
      'with a column twice',
      { columns: [{ column: 'utilisation_latest' }, { column: 'utilisation_latest' }] },
      'inconsistent columns',
    ],
    [
      'with two columns of one feature',
      { columns: [{ column: 'utilisation_latest', feature: 'late_instalments_6m' }] },
      'inconsistent column utilisation_latest',
    ],
    [
      'with a feature that is not offered',
      { columns: [{ column: 'utilisation_latest', feature: 'shoe_size' }] },
      'unknown-feature column utilisation_latest',
    ],
    [
      'with a prohibited attribute for a feature',
      { columns: [{ column: 'utilisation_latest', feature: 'age' }] },
      'prohibited-attribute column utilisation_latest',
    ],
  ])('%s is refused, naming the place', (_, more, refusal) => {
    expect(refusalOf(draftOf(undefined, more))).toBe(refusal);
  });

  it('whose file has a prohibited column is refused, whatever it is called here', () => {
    const columns = [{ column: 'age', feature: 'utilisation_latest' }];
    const draft = draftOf(fileOf('late_instalments_6m age'), { columns });
    expect(refusalOf(draft)).toBe('prohibited-attribute column age');
  });
});

/** Guards the reader: what speaks for somebody is a sum of contributions below nought, too. */
it('gives what lowers the risk most as favourable, and no reason as well', () => {
  const scorer = scorerOf();
  const features = new Float64Array(WIDTH).fill(Number.NaN);
  const at = (name: string) => PERSON_FEATURES.findIndex((feature) => feature.name === name);
  features[at('late_instalments_6m')] = 0;
  features[at('utilisation_latest')] = 0.9;
  const reasons = new Uint8Array(REASONS_MAX);
  const favourable = new Uint8Array(2);
  const out = { logit: new Float64Array(1), reasons, favourable, contributions: null };
  scorer.score({ rows: 1, features, layout: 'rows', withheld: null }, out);
  expect(reasonsOf(scorer, reasons, 0)).toEqual(['high-utilisation']);
  expect(reasonsOf(scorer, favourable, 0, 2)).toEqual(['late-instalments']);
});
