import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Result } from '#kernel';
import { compileTrees, type CompiledTrees } from './compile-trees.js';
import { importLightgbm } from './import-lightgbm.js';
import { importOnnx } from './import-onnx.js';
import { importXgboostJson, importXgboostUbjson } from './import-xgboost.js';
import { marginsOf } from './margins.js';
import type { ModelRefusal } from './refusal.js';
import type { TreeModel } from './tree-model.js';

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
  it.each([
    'lgb_german_categorical',
    'lgb_german_sigmoid2_linear_off',
    'lgb_lendingclub_missing_categorical',
    'lgb_lendingclub_zero_as_missing',
    'lgb_sba_dart',
    'lgb_sba_rf',
    'lgb_taiwan_500x31',
    'lgb_taiwan_monotone',
  ])('%s: every margin of LightGBM, bit for bit', (name) => {
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

  it.each([
    'xgb_german_dart',
    'xgb_german_gblinear',
    'xgb_lendingclub_missing',
    'xgb_sba_monotone',
    'xgb_taiwan_300d5',
    'xgb_taiwan_lossguide',
  ])('%s: every margin of XGBoost, float for float, from JSON and from UBJSON', (name) => {
    const read = caseOf(folder, name, 'json', importXgboostJson);
    expect(differing(read)).toEqual([]);
    const binary = caseOf(folder, name, 'ubj', importXgboostUbjson);
    expect(serialize(binary.trees.model).equals(serialize(read.trees.model))).toBe(true);
  });
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

const INFINITE = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
]);

function valueOf(model: TreeModel, column: number, cell: string): number {
  const { labels } = model.features[column];
  if (cell === '') return NaN;
  if (labels === null) return INFINITE.get(cell) ?? Number(cell);
  const code = labels.findIndex((label) => String(label) === cell);
  return code < 0 ? NaN : code;
}
