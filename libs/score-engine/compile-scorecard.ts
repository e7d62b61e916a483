import { canonicalJson, err, ok, type Result } from '#kernel';
import type { Artefact } from './artefact.js';
import { withheldMask } from './clusters.js';
import { inconsistent, type FeatureDefinition, type ParseRefusal } from './definition.js';
import { REASON_CODES, type ReasonCode } from './reasons-catalogue.js';

/** Linear terms among the characteristics: coefficient × (value − mean) / sd. Each [count]. */
interface Lines {
  /** 1 where the characteristic is a line, and has no bins. */
  readonly at: Uint8Array;
  readonly coefficient: Float64Array;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/**
 * A sum of bin tables and linear terms as flat arrays: what a scorecard and a logistic regression
 * run as. Bins of characteristic c are [binStart[c], binStart[c + 1]).
 */
export interface CompiledScorecard {
  /** Values of a row: the size of the feature set that it was compiled against. */
  readonly width: number;
  readonly intercept: number;
  readonly column: Int32Array;
  readonly withheldBits: Uint32Array;
  readonly binStart: Int32Array;
  /** A bin's upper end, inclusive; Infinity in a characteristic's last. */
  readonly upTo: Float64Array;
  readonly contribution: Float64Array;
  readonly missingContribution: Float64Array;
  /** Null where every characteristic has bins. */
  readonly lines: Lines | null;
  /** The lowest contribution of a characteristic's bins of values, or of a line in its range. */
  readonly best: Float64Array;
  /** Places in `reasonCodes`. */
  readonly reason: Uint8Array;
  readonly missingReason: Uint8Array;
  /** The codes that this scorecard can give, by falling priority. */
  readonly reasonCodes: readonly ReasonCode[];
}

/**
 * Makes an artefact ready to score rows packed by `featureSet`.
 *
 * Refused when the set lacks one of its features, or defines it otherwise: the numbers would be
 * those of another question.
 */
export function compileScorecard(
  artefact: Artefact,
  featureSet: readonly FeatureDefinition[],
): Result<CompiledScorecard, ParseRefusal> {
  const column: number[] = [];
  for (const [i, definition] of artefact.features.entries()) {
    const at = featureSet.findIndex((candidate) => candidate.name === definition.name);
    if (at < 0)
      return err(inconsistent(`features.${i}`, `no feature ${definition.name} in the set`));
    if (canonicalJson(featureSet[at]) !== canonicalJson(definition))
      return err(inconsistent(`features.${i}`, `the set defines ${definition.name} otherwise`));
    column.push(at);
  }
  return ok(flatten(artefact, column, featureSet.length));
}

function flatten(artefact: Artefact, column: number[], width: number): CompiledScorecard {
  const { characteristics, features, intercept, kind } = artefact;
  const used = new Set(characteristics.flatMap((c) => [c.reasonCode, c.missingReasonCode]));
  const reasonCodes = REASON_CODES.map(({ code }) => code).filter((code) => used.has(code));
  const upTo: number[] = [];
  const contribution: number[] = [];
  const missing: number[] = [];
  const binStart = [0];
  for (const { bins } of characteristics) {
    for (const bin of bins)
      if ('missing' in bin) missing.push(bin.contribution);
      else {
        upTo.push(bin.upTo ?? Infinity);
        contribution.push(bin.contribution);
      }
    binStart.push(upTo.length);
  }
  const best = characteristics.map((_, c) =>
    Math.min(...contribution.slice(binStart[c], binStart[c + 1])),
  );
  return {
    width,
    intercept,
    column: Int32Array.from(column),
    withheldBits: Uint32Array.from(features, ({ clusters }) => withheldMask(kind, clusters)),
    binStart: Int32Array.from(binStart),
    upTo: Float64Array.from(upTo),
    contribution: Float64Array.from(contribution),
    missingContribution: Float64Array.from(missing),
    lines: null,
    best: Float64Array.from(best),
    reason: Uint8Array.from(characteristics, (c) => reasonCodes.indexOf(c.reasonCode)),
    missingReason: Uint8Array.from(characteristics, (c) =>
      reasonCodes.indexOf(c.missingReasonCode),
    ),
    reasonCodes,
  };
}
