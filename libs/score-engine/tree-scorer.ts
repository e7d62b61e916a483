import { err, invariant, ok, type Result } from '#kernel';
import type { FeatureDefinition } from './definition.js';
import { REASON_CODES, type ReasonCode } from './reasons-catalogue.js';
import { pickFavourable, pickReasons, type Answers, type Batch } from './score-batch.js';
import type { Scorer } from './scorer.js';
import type { TreeArtefact } from './tree-artefact.js';
import { compileTrees, type CompiledTrees } from './trees/compile-trees.js';
import { compileExplainer, explainRows, type Explainer } from './trees/explain-trees.js';
import type { ExplainMethod } from './trees/explain-trees.js';
import { linked } from './trees/link.js';
import { marginsOf } from './trees/margins.js';
import type { ModelRefusal } from './trees/refusal.js';
import type { TreeModel } from './trees/tree-model.js';

/** Rows that are explained at once: their contributions stay near. */
const BLOCK = 256;

/** A tree model made ready: to score, and to be held to golden rows. */
export interface ReadyTrees {
  readonly trees: CompiledTrees;
  readonly scorer: Scorer;
}

/**
 * Makes a tree model ready to score rows packed by `featureSet`.
 *
 * The logit is the log-odds that the model's own library means by its margin. Reasons are sums of
 * contributions by reason code, the largest that raise the risk first.
 */
export function treeScorer(
  model: TreeModel,
  artefact: TreeArtefact,
  featureSet: readonly FeatureDefinition[],
): Result<ReadyTrees, ModelRefusal> {
  const trees = compileTrees(model);
  const explainer = compileExplainer(trees, methodOf(artefact));
  if (!explainer.ok)
    return err({
      code: 'model-unsupported',
      path: 'explanation',
      message: explainer.error.message,
    });
  const column = artefact.features.map(({ name }) =>
    featureSet.findIndex((candidate) => candidate.name === name),
  );
  invariant(!column.includes(-1), 'a read artefact has features of the set only');
  const run = runOf(explainer.value, artefact, column);
  const scorer: Scorer = {
    width: featureSet.length,
    intercept: run.explainer.expected * run.slope,
    reasonCodes: run.reasonCodes,
    groups: artefact.columns.map(({ reasonCode }) => reasonCode),
    needsEveryCluster: true,
    cuts: (at) => cutsOf(trees, column.indexOf(at)),
    score: (batch, out) => scoreTrees(run, featureSet.length, batch, out),
  };
  return ok({ trees, scorer });
}

/** The thresholds of all splits on a column of the file; of categories there are none. */
function cutsOf({ slotFeature, cutStart, cuts }: CompiledTrees, column: number): number[] {
  const found = new Set<number>();
  slotFeature.forEach((feature, slot) => {
    if (feature !== column) return;
    for (const cut of cuts.subarray(cutStart[slot], cutStart[slot + 1]))
      if (Number.isFinite(cut)) found.add(cut);
  });
  return [...found].sort((one, other) => one - other);
}

function methodOf({ explanation }: TreeArtefact): ExplainMethod {
  if (explanation.method === 'path-dependent') return { kind: 'path-dependent' };
  const { rows } = explanation.background;
  const features = Float64Array.from(rows.flat(), (value) => value ?? Number.NaN);
  return {
    kind: 'interventional',
    background: { rows: rows.length, features, layout: 'rows' },
  };
}

interface Run {
  readonly explainer: Explainer;
  readonly column: readonly number[];
  /** From units of the margin to those of the logit. */
  readonly slope: number;
  readonly reasonCodes: readonly ReasonCode[];
  /** By column, places in `reasonCodes`. */
  readonly reason: Uint8Array;
  readonly missingReason: Uint8Array;
}

function runOf(explainer: Explainer, artefact: TreeArtefact, column: readonly number[]): Run {
  const codes = artefact.columns.map(({ reasonCode }) => reasonCode);
  const missing = artefact.features.map(({ missingReasonCode }) => missingReasonCode);
  const used = new Set<ReasonCode>([...codes, ...missing]);
  const reasonCodes = REASON_CODES.map(({ code }) => code).filter((code) => used.has(code));
  const { slope, divisor } = explainer.trees.link;
  return {
    explainer,
    column,
    slope: slope / divisor,
    reasonCodes,
    reason: Uint8Array.from(codes, (code) => reasonCodes.indexOf(code)),
    missingReason: Uint8Array.from(missing, (code) => reasonCodes.indexOf(code)),
  };
}

function scoreTrees(run: Run, width: number, batch: Batch, out: Answers): void {
  invariant(batch.features.length >= batch.rows * width, 'every row has all its features');
  invariant(out.logit.length >= batch.rows, 'every row has room for its logit');
  invariant(
    batch.withheld === null || batch.withheld.every((mask) => mask === 0),
    'who withheld something that the model reads is not scored',
  );
  const columns = run.column.length;
  const features = new Float64Array(BLOCK * columns);
  const margin = new Float64Array(BLOCK);
  for (let first = 0; first < batch.rows; first += BLOCK) {
    const rows = Math.min(BLOCK, batch.rows - first);
    gather(run, width, batch, { first, rows, into: features });
    marginsOf(run.explainer.trees, { rows, features, layout: 'rows' }, margin);
    const { link } = run.explainer.trees;
    for (let r = 0; r < rows; r++) out.logit[first + r] = linked(link, margin[r]);
    if (out.reasons || out.contributions) explain(run, features, { first, rows }, out);
  }
}

function gather(
  { column }: Run,
  width: number,
  { features, layout, rows: all }: Batch,
  block: { readonly first: number; readonly rows: number; readonly into: Float64Array },
): void {
  const { first, rows, into } = block;
  for (let r = 0; r < rows; r++)
    for (const [c, at] of column.entries())
      into[r * column.length + c] =
        features[layout === 'rows' ? (first + r) * width + at : at * all + first + r];
}

function explain(
  run: Run,
  features: Float64Array,
  { first, rows }: { readonly first: number; readonly rows: number },
  out: Answers,
): void {
  const columns = run.column.length;
  const codes = run.reasonCodes.length;
  const contributions = new Float64Array(rows * columns);
  const margin = new Float64Array(rows);
  explainRows(run.explainer, { rows, features, layout: 'rows' }, { contributions, margin });
  const byCode = new Float64Array(rows * codes);
  const gained = new Float64Array(rows * codes);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const at = r * columns + c;
      const added = contributions[at] * run.slope;
      const missing = Number.isNaN(features[at]);
      byCode[r * codes + (missing ? run.missingReason[c] : run.reason[c])] += added;
      if (!missing) gained[r * codes + run.reason[c]] += added;
      if (out.contributions) out.contributions[first * columns + at] = added;
    }
  if (!out.reasons) return;
  pickReasons(run, byCode, out.reasons, { first, last: first + rows });
  if (out.favourable) pickFavourable(run, gained, out, { first, last: first + rows });
}
