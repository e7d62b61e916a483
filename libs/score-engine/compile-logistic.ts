import { invariant } from '#kernel';
import { withheldMask } from './clusters.js';
import type { CompiledScorecard } from './compile-scorecard.js';
import type { FeatureDefinition } from './definition.js';
import type { LogisticArtefact, LogisticTerm } from './logistic-artefact.js';
import { REASON_CODES } from './reasons-catalogue.js';
import { scorecardScorer, type Scorer } from './scorer.js';

/**
 * A logistic regression as a scorer: the same flat form and evaluator as a points scorecard, with
 * lines for the linear terms and bins of one value each for the categories.
 *
 * Points are lost against the best that a term can add: at the better end of the range that it was
 * fitted on, or in its best category, as a scorecard's are against its best bin. Regulation B,
 * comment 9(b)(2)-5, names two averages to measure from and permits other methods of substantially
 * similar results; one rule for every additive model keeps reasons comparable when the model changes.
 *
 * What is withheld adds nothing. Of a standardised term and of categories that is the average, or
 * the reference; a linear term that is not standardised has no such point, and then only who
 * withheld nothing is scored.
 */
export function logisticScorer(
  artefact: LogisticArtefact,
  featureSet: readonly FeatureDefinition[],
): Scorer {
  const scorer = scorecardScorer(compileLogistic(artefact, featureSet), artefact.terms);
  const bare = artefact.terms.some(
    (term) => term.kind === 'linear' && term.standardise === undefined,
  );
  const cuts = (at: number): readonly number[] => {
    const term = artefact.terms.find(({ feature }) => featureSet[at]?.name === feature);
    return term ? cutsOf(term) : [];
  };
  return { ...scorer, needsEveryCluster: bare, cuts };
}

/** A line changes everywhere: it is looked at in so many even steps of its range. */
const LINE_STEPS = 16;

function cutsOf(term: LogisticTerm): number[] {
  if (term.kind === 'categorical')
    return term.values.map(({ value }) => value).sort((a, b) => a - b);
  const { low, high } = term.range;
  return Array.from(
    { length: LINE_STEPS + 1 },
    (_, step) => low + ((high - low) * step) / LINE_STEPS,
  );
}

function compileLogistic(
  { features, terms, intercept, kind }: LogisticArtefact,
  featureSet: readonly FeatureDefinition[],
): CompiledScorecard {
  const column = features.map(({ name }) =>
    featureSet.findIndex((candidate) => candidate.name === name),
  );
  invariant(!column.includes(-1), 'a read artefact has features of the set only');
  const used = new Set(terms.flatMap((term) => [term.reasonCode, term.missingReasonCode]));
  const reasonCodes = REASON_CODES.map(({ code }) => code).filter((code) => used.has(code));
  const bins = terms.map(binsOf);
  const binStart = [0];
  for (const { length } of bins) binStart.push((binStart.at(-1) ?? 0) + length);
  return {
    width: featureSet.length,
    intercept,
    column: Int32Array.from(column),
    withheldBits: Uint32Array.from(features, ({ clusters }) => withheldMask(kind, clusters)),
    binStart: Int32Array.from(binStart),
    upTo: Float64Array.from(bins.flat(), ({ upTo }) => upTo),
    contribution: Float64Array.from(bins.flat(), ({ contribution }) => contribution),
    missingContribution: Float64Array.from(terms, ({ missing }) => missing),
    lines: {
      at: Uint8Array.from(terms, (term) => Number(term.kind === 'linear')),
      coefficient: Float64Array.from(terms, (term) => lineOf(term).coefficient),
      mean: Float64Array.from(terms, (term) => lineOf(term).mean),
      sd: Float64Array.from(terms, (term) => lineOf(term).sd),
    },
    best: Float64Array.from(terms, (term, t) => bestOf(term, bins[t] ?? [])),
    reason: Uint8Array.from(terms, (term) => reasonCodes.indexOf(term.reasonCode)),
    missingReason: Uint8Array.from(terms, (term) => reasonCodes.indexOf(term.missingReasonCode)),
    reasonCodes,
  };
}

interface Bin {
  readonly upTo: number;
  readonly contribution: number;
}

/** A bin for each value alone, and between them what is added otherwise. */
function binsOf(term: LogisticTerm): Bin[] {
  if (term.kind === 'linear') return [];
  const { otherwise: contribution } = term;
  const bins: Bin[] = [];
  for (const listed of [...term.values].sort((a, b) => a.value - b.value)) {
    const below = nextBelow(listed.value);
    if (below > (bins.at(-1)?.upTo ?? -Infinity)) bins.push({ upTo: below, contribution });
    bins.push({ upTo: listed.value, contribution: listed.contribution });
  }
  return [...bins, { upTo: Infinity, contribution }];
}

function lineOf(term: LogisticTerm) {
  if (term.kind !== 'linear') return { coefficient: 0, mean: 0, sd: 1 };
  const { mean, sd } = term.standardise ?? { mean: 0, sd: 1 };
  return { coefficient: term.coefficient, mean, sd };
}

function bestOf(term: LogisticTerm, bins: readonly Bin[]): number {
  if (term.kind !== 'linear') return Math.min(...bins.map(({ contribution }) => contribution));
  const { coefficient, mean, sd } = lineOf(term);
  const { low, high } = term.range;
  return Math.min(...[low, high].map((value) => (coefficient * (value - mean)) / sd));
}

/** The largest double below a finite one. */
function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}
