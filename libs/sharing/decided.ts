import { bucketOfId } from '#kernel';
import { newId } from '#adapters/database';
import type { ActedEvent } from '#audit';
import { consentClaimed, consentConsumed, type ConsentReading, type HeldConsent } from '#consent';
import type { Verdict } from './decide-batch.js';
import { accessAllowed, accessDenied } from './events.js';
import type { GateRead, Shared } from './gate-types.js';
import type { FoundRead } from './look-up.js';
import type { AccessDecision } from './tables/access-decision.js';
import { missingClusters, withoutWithheld } from './vector.js';

/** What of an access is kept and told, whether data are opened or an answer is given again. */
export interface Accessed {
  readonly read: Pick<GateRead, 'consentId' | 'recipientTenantId' | 'actor'>;
  readonly consent: Pick<HeldConsent, 'subjectId'> | undefined;
}

/** What of a verdict is kept and told. */
export type Told =
  | Extract<Verdict, { kind: 'allowed' | 'replayed' }>
  | { readonly kind: 'denied'; readonly refusal: { readonly code: string } };

/** An access with what was decided of it, named. */
export type Decided<One extends Accessed = FoundRead, Of extends Told = Verdict> = One & {
  readonly verdict: Of;
  readonly decisionId: string;
};

/** Names a decision; its id is about the subject of the consent. */
export const decidedOf = <One extends Accessed, Of extends Told>(
  one: One,
  verdict: Of,
  now: Date,
): Decided<One, Of> => ({
  ...one,
  verdict,
  decisionId: newId(now, bucketOfId(one.consent?.subjectId ?? one.read.consentId)),
});

/** The decision as it is kept. */
export function decisionRow(
  { read, verdict, decisionId }: Decided<Accessed, Told>,
  at: Date,
): AccessDecision {
  return {
    decisionId,
    at,
    consentId: read.consentId,
    recipientTenantId: read.recipientTenantId,
    actorId: read.actor.id,
    outcome: verdict.kind === 'denied' ? 'denied' : 'allowed',
    again: verdict.kind === 'replayed',
    code: verdict.kind === 'denied' ? verdict.refusal.code : null,
    clusters: verdict.kind === 'allowed' ? verdict.decision.clusters : [],
    requestId: read.actor.requestId,
  };
}

/** The decision as the provider's log tells it. */
export function accessEvent(decided: Decided<Accessed, Told>): ActedEvent {
  const { consent, read, verdict, decisionId } = decided;
  const access = { decisionId, subjectId: consent?.subjectId, read };
  const { actor } = read;
  if (verdict.kind === 'denied')
    return { actor, event: accessDenied(access, verdict.refusal.code) };
  const clusters = verdict.kind === 'allowed' ? verdict.decision.clusters : [];
  return { actor, event: accessAllowed(access, clusters, verdict.kind === 'replayed') };
}

/** What the recipient is handed. */
export function sharedOf({ read, consent, features, verdict, decisionId }: Decided): Shared {
  if (verdict.kind === 'denied')
    return { outcome: 'denied', read, decisionId, refusal: verdict.refusal };
  if (!consent) throw new Error('Nothing is allowed without a consent');
  const { version: consentVersion, epoch: consentEpoch, subjectKind } = consent;
  if (verdict.kind === 'replayed') return { outcome: 'replayed', read, decisionId, consentVersion };
  if (!features) throw new Error('Nothing is handed over that is not there');
  const { clusters: granted, withheld } = verdict.decision;
  const asked = new Set<string>([...granted, ...withheld]);
  return {
    outcome: 'allowed',
    read,
    decisionId,
    consentVersion,
    consentEpoch,
    subjectKind,
    asOf: features.asOf,
    packed: withoutWithheld(features.packed, read.features, granted),
    granted,
    withheld,
    notRequested: read.features.clusters.filter((cluster) => !asked.has(cluster)),
    missing: missingClusters(features.packed, read.features, granted),
  };
}

/** A consent that readings of this batch moved from one state to another. */
export interface StateChange extends ConsentReading {
  readonly events: {
    /** For the provider's log and for the recipient's. */
    readonly held: readonly ActedEvent[];
    readonly asked: readonly ActedEvent[];
  };
}

/** What the allowed readings leave on each consent's row: one entry a consent, its last state. */
export function leftBehind(decided: readonly Decided[]): readonly ConsentReading[] {
  const left = new Map<string, ConsentReading>();
  for (const { read, verdict } of decided) {
    if (verdict.kind !== 'allowed') continue;
    const { nextStatus: status, nextUsage: usage } = verdict.decision;
    const before = left.get(read.consentId);
    const consumedBy = before?.consumedBy ?? (status === 'CONSUMED' ? read.operationId : null);
    left.set(read.consentId, { consentId: read.consentId, status, usage, consumedBy });
  }
  return [...left.values()];
}

/** The consents whose state the batch changed, with what both logs are told of it. */
export function stateChanges(decided: readonly Decided[]): readonly StateChange[] {
  return leftBehind(decided).flatMap((left) => {
    const first = decided.find(
      ({ read, verdict }) => read.consentId === left.consentId && verdict.kind === 'allowed',
    );
    const from = first?.consent?.status;
    if (!first?.consent || from === left.status) return [];
    const { read, consent } = first;
    const told = (subjectId: string): ActedEvent[] =>
      [
        ...(from === 'AUTHORISED'
          ? [consentClaimed({ consentId: read.consentId, subjectId })]
          : []),
        ...(left.status === 'CONSUMED'
          ? [consentConsumed({ consentId: read.consentId, subjectId })]
          : []),
      ].map((event) => ({ actor: read.actor, event }));
    return [{ ...left, events: { held: told(consent.subjectId), asked: told(read.subjectId) } }];
  });
}
