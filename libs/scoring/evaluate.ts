import {
  boundsOf,
  FAVOURABLE_MAX,
  judge,
  reasonsOf,
  REASONS_MAX,
  shownPoints,
  unpackInto,
  withheldMask,
} from '#score-engine';
import type { DeployedModel } from '#models';
import { FLAG } from './flags.js';
import { type Result, resultOf } from './result.js';
import type { StoredScore } from './tables/score.js';

/** Points of a reason's group, in shown points; they and `base` sum to the unclamped score. */
interface PointsShown {
  readonly base: number;
  /** The bounds that the score was clamped to. */
  readonly min: number;
  readonly max: number;
  readonly groups: readonly { readonly code: string; readonly points: number }[];
}

/** What the model says of one vector. */
export type Evaluation = Result & Pick<StoredScore, 'reasons' | 'favourable' | 'points'>;

/**
 * Scores one packed vector, or says why not; withheld clusters contribute nothing, give no reason
 * and are not looked at.
 */
export function evaluate(
  model: DeployedModel,
  packed: Uint8Array,
  withheld: readonly string[],
): Evaluation {
  const { scorer, artefact, scale, applicability } = model;
  const features = new Float64Array(scorer.width);
  unpackInto(packed, features, 0);
  const mask = withheldMask(artefact.kind, withheld);
  const judged = judge(applicability, features, 0, mask);
  const flags =
    (model.notCalibratedForRecipient ? FLAG.notCalibratedForRecipient : 0) |
    (withheld.length > 0 ? FLAG.partial : 0);
  const scaling = { applicability, scale, flags };
  if (judged.state !== 'scored')
    return { ...resultOf(judged, Number.NaN, scaling), reasons: '', favourable: '', points: null };
  const logits = new Float64Array(1);
  const reasons = new Uint8Array(REASONS_MAX);
  const favourable = new Uint8Array(FAVOURABLE_MAX);
  const contributions = new Float64Array(scorer.groups.length);
  const batch = { rows: 1, features, layout: 'rows', withheld: Uint32Array.of(mask) } as const;
  scorer.score(batch, { logit: logits, reasons, favourable, contributions });
  const logit = logits[0];
  return {
    ...resultOf(judged, logit, scaling),
    reasons: reasonsOf(scorer, reasons, 0).join(','),
    favourable: reasonsOf(scorer, favourable, 0, FAVOURABLE_MAX).join(','),
    points: JSON.stringify(pointsByGroup(model, contributions, logit)),
  };
}

function pointsByGroup(
  { scorer, scale }: DeployedModel,
  contributions: Float64Array,
  logit: number,
) {
  const shown = shownPoints(scorer.intercept, [...contributions], scale, logit);
  const groups = new Map<string, number>();
  scorer.groups.forEach((reasonCode, at) => {
    groups.set(reasonCode, (groups.get(reasonCode) ?? 0) + (shown.characteristics[at] ?? 0));
  });
  return {
    base: shown.base,
    ...boundsOf(scale),
    groups: [...groups].map(([code, points]) => ({ code, points })),
  } satisfies PointsShown;
}
