import type { CompiledScorecard } from './compile-scorecard.js';
import type { ReasonCode } from './reasons-catalogue.js';
import { scoreBatch, type Answers, type Batch } from './score-batch.js';

/** A model of either kind, ready to score rows packed by its feature set. One call at a time. */
export interface Scorer {
  /** Values of a packed row. */
  readonly width: number;
  /** The logit that contributions are added to. */
  readonly intercept: number;
  /** The codes that this model can give, by falling priority. */
  readonly reasonCodes: readonly ReasonCode[];
  /** By contribution: the reason code under which it is shown. */
  readonly groups: readonly ReasonCode[];
  /**
   * Whether it scores only who withheld none of the clusters that it reads. A scorecard leaves a
   * characteristic out; trees cannot leave a feature out and be the same model.
   */
  readonly needsEveryCluster: boolean;
  /**
   * Where the answer may change as the feature at a place of the row moves: rising, each the upper
   * end, inclusive, of a step; none where the feature is not looked at.
   */
  cuts(at: number): readonly number[];
  /** Logit of PD, with reasons and contributions where asked; contributions by `groups`. */
  score(batch: Batch, out: Answers): void;
}

/** A scorecard as a scorer. */
export function scorecardScorer(
  card: CompiledScorecard,
  characteristics: readonly { readonly reasonCode: ReasonCode }[],
): Scorer {
  const { width, intercept, reasonCodes } = card;
  return {
    width,
    intercept,
    reasonCodes,
    groups: characteristics.map(({ reasonCode }) => reasonCode),
    needsEveryCluster: false,
    cuts: (at) => cutsOf(card, at),
    score: (batch, out) => scoreBatch(card, batch, out),
  };
}

/** A characteristic's last bin has no end. */
function cutsOf({ column, binStart, upTo }: CompiledScorecard, at: number): number[] {
  const c = column.indexOf(at);
  return c < 0 ? [] : [...upTo.subarray(binStart[c], binStart[c + 1] - 1)];
}
