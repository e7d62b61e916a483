import type { Scale, SubjectKind } from '#score-engine';

/** All the subjects there are, in basis points: the champion has what the challengers leave. */
export const ALL_BPS = 10_000;
/** Challengers of a deployment, and shadows. */
export const CHALLENGERS_MAX = 4;
export const SHADOWS_MAX = 4;

/** A model in a deployment, and by whose leave: the tenant's own, or its licensor's. */
export interface Arm {
  readonly sha256: string;
  readonly ownerTenantId: string;
}

/** A model that scores a share of the subjects. */
interface Challenger extends Arm {
  /** In basis points: 1 to 9,999. */
  readonly shareBps: number;
}

/** With what a kind of subject is scored. One scale for all: equal scores mean equal odds. */
export interface DeploymentTerms {
  readonly kind: SubjectKind;
  readonly champion: Arm;
  readonly challengers: readonly Challenger[];
  /** Scored beside the others, kept for the risk team, given to nobody. */
  readonly shadows: readonly Arm[];
  readonly scale: Scale;
}

/** The same as it is asked for. */
export interface DeploymentPlan {
  readonly champion: string;
  readonly challengers: readonly { readonly sha256: string; readonly shareBps: number }[];
  readonly shadows: readonly string[];
  /** What is left out is the default. */
  readonly scale: Partial<Scale>;
}

/** The terms as a plan: what is checked anew before they come into force. */
export const planOf = (terms: DeploymentTerms): DeploymentPlan => ({
  champion: terms.champion.sha256,
  challengers: terms.challengers.map(({ sha256, shareBps }) => ({ sha256, shareBps })),
  shadows: terms.shadows.map(({ sha256 }) => sha256),
  scale: terms.scale,
});
