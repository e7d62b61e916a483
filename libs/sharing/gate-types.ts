import type { Actor, Cell } from '#kernel';
import type { Purpose, ReadRefusal, StoredRefusal, SubjectKind } from '#consent-engine';

/** The most readings of one visit: a bound on locks, on parameters and on the work lost to a fault. */
export const GATE_READS_MAX = 64;

/** Which packed features a model wants, and what stands behind each of them. */
export interface WantedFeatures {
  /** Names the stored vectors: the hash of the feature set. */
  readonly hash: string;
  readonly kind: SubjectKind;
  /** For each feature, in the order in which it is packed, the clusters that it is made of. */
  readonly clustersByFeature: readonly (readonly string[])[];
  /** The clusters that the model looks at; no feature of another leaves the gate. */
  readonly clusters: readonly string[];
  /** The longest window of any feature that the model looks at, in months. */
  readonly windowMonths: number;
  /** Whether the model answers only where none of its clusters is withheld. */
  readonly needsEveryCluster: boolean;
}

/**
 * What an operation asks the gate for: `first` to read; `again` to give the answer that this very
 * operation had at that instant, where nothing is counted and no data are handed over; `none` to
 * leave the gate alone, as it turned out not to be answered from data at all.
 */
export type Turn = 'first' | { readonly again: Date } | 'none';

/** One reading that a recipient asks for. */
export interface GateRead {
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly actor: Actor;
  readonly purpose: Purpose;
  readonly applicationId: string;
  /** As the recipient knows the subject. */
  readonly subjectId: string;
  /** The operation that reads; it alone may have a one-time answer again. */
  readonly operationId: string;
  readonly features: WantedFeatures;
  /**
   * It may still be on its way: what the caller sent before the gate travels with the gate's own
   * look-up.
   */
  readonly turn: Turn | Promise<Turn>;
}

/** A visit to one of a provider's cells. */
export interface GateVisit {
  readonly providerCell: Cell;
  /** 1 to GATE_READS_MAX, decided in this order; all of consents in that cell. */
  readonly reads: readonly GateRead[];
  readonly now: Date;
}

/** Why a reading is refused: by the consent, or because the provider's data cannot serve it. */
export type GateRefusal =
  | ReadRefusal
  | StoredRefusal
  | {
      readonly code: 'sharing-history-too-short';
      readonly monthsAllowed: number;
      readonly monthsWanted: number;
    }
  | { readonly code: 'model-needs-cluster'; readonly clusters: readonly string[] }
  | { readonly code: 'sharing-features-missing' };

/** A reading that is allowed: exactly what was granted, and what to say of the rest. */
export interface SharedFeatures {
  readonly outcome: 'allowed';
  readonly read: GateRead;
  readonly decisionId: string;
  readonly consentVersion: number;
  readonly consentEpoch: number;
  readonly subjectKind: SubjectKind;
  readonly asOf: Date;
  /** Little-endian float64, one a feature; a feature of a cluster that was not granted is NaN. */
  readonly packed: Buffer;
  readonly granted: readonly string[];
  /** Clusters that the model looks at, that were asked for and refused. Never to be scored. */
  readonly withheld: readonly string[];
  /** Clusters that the model looks at and that nobody asked of the borrower. Never to be scored. */
  readonly notRequested: readonly string[];
  /** Granted clusters of which the provider holds nothing that the features look at. */
  readonly missing: readonly string[];
}

/** What the gate says of one reading. */
export type Shared =
  | SharedFeatures
  | {
      readonly outcome: 'replayed';
      readonly read: GateRead;
      readonly decisionId: string;
      readonly consentVersion: number;
    }
  | {
      readonly outcome: 'denied';
      readonly read: GateRead;
      readonly decisionId: string;
      readonly refusal: GateRefusal;
    }
  /** Nothing was decided and nothing recorded. */
  | { readonly outcome: 'none'; readonly read: GateRead };
