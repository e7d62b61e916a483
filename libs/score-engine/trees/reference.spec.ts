import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Result } from '#kernel';
import { compileTrees, type CompiledTrees } from './compile-trees.js';
import { compileExplainer, explainRows } from './explain-trees.js';
import { checkGolden } from './golden.js';
import { importLightgbm } from './import-lightgbm.js';
import { importOnnx } from './import-onnx.js';
import { importXgboostJson, importXgboostUbjson } from './import-xgboost.js';
import { marginsOf } from './margins.js';
import type { ModelRefusal } from './refusal.js';
import type { TreeModel } from './tree-model.js';

const LIGHTGBM = [
  'lgb_german_categorical',
  'lgb_german_sigmoid2_linear_off',
  'lgb_lendingclub_missing_categorical',
  'lgb_lendingclub_zero_as_missing',
  'lgb_sba_dart',
  'lgb_sba_rf',
  'lgb_taiwan_500x31',
  'lgb_taiwan_monotone',
];
const XGBOOST = [
  'xgb_german_dart',
  'xgb_german_gblinear',
  'xgb_lendingclub_missing',
  'xgb_sba_monotone',
  'xgb_taiwan_300d5',
  'xgb_taiwan_lossguide',
];

const INFINITE = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
]);
const { REFERENCE_DATA, REQUIRE_ALL } = process.env;
const TITLE = 'models of other libraries, to the bit';

interface Expected {
  readonly raw: readonly string[];
  readonly shap: readonly (readonly string[])[];
}

interface Case {
  readonly trees: CompiledTrees;
  readonly rows: number;
  readonly features: Float64Array;
  readonly raw: Float64Array;
  readonly shap: readonly (readonly string[])[];
}

type Importer = (bytes: Uint8Array) => Result<TreeModel, ModelRefusal>;

if (REFERENCE_DATA === undefined && REQUIRE_ALL === '1')
  it('has the reference data', () => {
    throw new Error('REFERENCE_DATA is unset, and REQUIRE_ALL=1 lets nothing be skipped');
  });
else if (REFERENCE_DATA === undefined) {
  process.stderr.write(`${TITLE}: skipped, REFERENCE_DATA is unset\n`);
  it.skip(TITLE, () => undefined);
} else describeReference(join(REFERENCE_DATA, 'scoring', 'reference'));

function describeReference(folder: string): void {
  /** If this fails, a lender's own tool and Assay tell a borrower two different scores. */
  it.each(LIGHTGBM)('%s: every margin of LightGBM, bit for bit', (name) => {
    const read = caseOf(folder, name, 'txt', importLightgbm);
    expect(differing(read)).toEqual([]);
  });

  it.each(['onnx_taiwan_monotone', 'onnx_lendingclub'])(
    '%s: every margin of the ONNX runtime within 1e-5',
    (name) => {
      const { trees, rows, features, raw } = caseOf(folder, name, 'onnx', importOnnx);
      const out = new Float64Array(rows);
      marginsOf(trees, { rows, features, layout: 'rows' }, out);
      const off = [...out.keys()].filter((row) => !(Math.abs(out[row] - raw[row]) <= 1e-5));
      expect(off).toEqual([]);
    },
  );

  it.each(XGBOOST)(
    '%s: every margin of XGBoost, float for float, from JSON and from UBJSON',
    (name) => {
      const read = caseOf(folder, name, 'json', importXgboostJson);
      expect(differing(read)).toEqual([]);
      const binary = caseOf(folder, name, 'ubj', importXgboostUbjson);
      expect(serialize(binary.trees.model).equals(serialize(read.trees.model))).toBe(true);
    },
  );

  /** If this fails, a borrower is told a reason that is not the one that counted. */
  it.each(LIGHTGBM)('%s: contributions are those of LightGBM', (name) => {
    const read = caseOf(folder, name, 'txt', importLightgbm);
    const { off, sums } = explained(read);
    expect(off).toBeLessThan(1e-12);
    expect(sums).toBeLessThan(1e-9);
  });

  it.each(XGBOOST)('%s: contributions are those of XGBoost within its floats', (name) => {
    const read = caseOf(folder, name, 'ubj', importXgboostUbjson);
    const { absolute, sums } = explained(read);
    expect(absolute).toBeLessThan(1e-5);
    expect(sums).toBeLessThan(1e-9);
  });

  /** The model must give the golden rows' numbers, not others that are near. */
  it('names the first golden row that is missed by one bit', () => {
    const { trees, rows, features, raw } = caseOf(folder, LIGHTGBM[0], 'txt', importLightgbm);
    const golden = { rows, features, layout: 'rows', of: 'margin' } as const;
    expect(checkGolden(trees, { ...golden, expected: raw })).toEqual({ ok: true, value: rows });
    const expected = raw.slice();
    expected[7] *= 1 + 2 ** -52;
    const missed = { code: 'golden-row-missed', row: 7, answered: raw[7], expected: expected[7] };
    expect(checkGolden(trees, { ...golden, expected })).toEqual({ ok: false, error: missed });
  });
}

/** The largest distances: to the library's terms, over a row's largest; to our own margin. */
function explained({ trees, features, shap }: Case) {
  const explainer = compileExplainer(trees, { kind: 'path-dependent' });
  if (!explainer.ok) throw new Error(explainer.error.message);
  const rows = shap.length;
  const { width } = trees;
  const contributions = new Float64Array(rows * width);
  const margin = new Float64Array(rows);
  explainRows(explainer.value, { rows, features, layout: 'rows' }, { contributions, margin });
  const { expected } = explainer.value;
  const worst = { off: 0, absolute: 0, sums: 0 };
  for (const [row, line] of shap.entries()) {
    const theirs = line.map(Number);
    const ours = [...contributions.subarray(row * width, (row + 1) * width), expected];
    const largest = Math.max(...theirs.map(Math.abs));
    const distance = Math.max(...ours.map((part, i) => Math.abs(part - theirs[i])));
    const sum = ours.reduce((a, b) => a + b, 0);
    worst.absolute = Math.max(worst.absolute, distance);
    worst.off = Math.max(worst.off, distance / largest);
    worst.sums = Math.max(worst.sums, Math.abs(sum - margin[row]));
  }
  return worst;
}

/** The rows whose margin is not the library's own. */
function differing({ trees, rows, features, raw }: Case): number[] {
  const out = new Float64Array(rows);
  marginsOf(trees, { rows, features, layout: 'rows' }, out);
  return [...out.keys()].filter((row) => !Object.is(out[row], raw[row]));
}

function caseOf(folder: string, name: string, ending: string, importer: Importer): Case {
  const imported = importer(readFileSync(join(folder, `${name}.${ending}`)));
  if (!imported.ok) throw new Error(`${imported.error.path}: ${imported.error.message}`);
  const model = imported.value;
  const text = gunzipSync(readFileSync(join(folder, `${name}.inputs.csv.gz`)));
  const lines: string[][] = parse(text, { from_line: 2 });
  const expected = JSON.parse(
    gunzipSync(readFileSync(join(folder, `${name}.expected.json.gz`))).toString('utf8'),
  ) as Expected;
  return {
    trees: compileTrees(model),
    rows: lines.length,
    features: Float64Array.from(
      lines.flatMap((line) => line.map((cell, column) => valueOf(model, column, cell))),
    ),
    raw: Float64Array.from(expected.raw, Number),
    shap: expected.shap,
  };
}

function valueOf(model: TreeModel, column: number, cell: string): number {
  const { labels } = model.features[column];
  if (cell === '') return NaN;
  if (labels === null) return INFINITE.get(cell) ?? Number(cell);
  const code = labels.findIndex((label) => String(label) === cell);
  return code < 0 ? NaN : code;
}
