import {
  type Applicability,
  bandOf,
  DEFAULT_BANDS,
  type Judgement,
  type NotScorable,
  pdIntervalOf,
  pdOf,
  type Scale,
  scoreOf,
  type ScoreState,
} from '#score-engine';
import { FLAG } from './flags.js';

/** What a model says of one vector, but for its reasons: numbers, or none and why. */
export interface Result {
  readonly status: ScoreState;
  /** Why it is not scorable; null otherwise. */
  readonly why: NotScorable | null;
  /** Null unless it is scored, as are all numbers. */
  readonly score: number | null;
  readonly pd: number | null;
  readonly logit: number | null;
  readonly band: string | null;
  /** Where the true PD of a thin file lies; null for any other. */
  readonly pdLow: number | null;
  readonly pdHigh: number | null;
  readonly flags: number;
  /** Names of features, comma-separated; null where all values are within their ranges. */
  readonly outOfRange: string | null;
}

/** How numbers are made of a logit. */
export interface Scaling {
  readonly applicability: Applicability;
  readonly scale: Scale;
  /** Marks that the score carries in any case. */
  readonly flags: number;
}

const NO_NUMBERS = {
  score: null,
  pd: null,
  logit: null,
  band: null,
  pdLow: null,
  pdHigh: null,
} as const;

/** The result of a row that was judged; its logit is of no account unless it is scored. */
export function resultOf(judged: Judgement, logit: number, scaling: Scaling): Result {
  const { state: status, why, thin, outOfRange } = judged;
  const flags = scaling.flags | (outOfRange.length > 0 ? FLAG.outOfRange : 0);
  const named = outOfRange.length > 0 ? outOfRange.join(',') : null;
  if (status !== 'scored') return { ...NO_NUMBERS, status, why, flags, outOfRange: named };
  const pd = pdOf(logit);
  const { score, atBound } = scoreOf(logit, scaling.scale);
  const { low: pdLow, high: pdHigh } = intervalOf(judged, logit, scaling);
  return {
    status,
    why,
    score,
    pd,
    logit,
    band: bandOf(pd, DEFAULT_BANDS),
    pdLow,
    pdHigh,
    flags: flags | (atBound ? FLAG.atBound : 0) | (thin ? FLAG.thinFile : 0),
    outOfRange: named,
  };
}

const NO_INTERVAL = { low: null, high: null } as const;

const intervalOf = ({ thin }: Judgement, logit: number, { applicability }: Scaling) =>
  (thin ? pdIntervalOf(logit, applicability) : null) ?? NO_INTERVAL;
