import type { HeldConsent } from '#consent';
import { type Decision, decideRead, decideReads, decideReplay } from '#consent-engine';
import type { GateRead, GateRefusal } from './gate-types.js';
import type { FoundRead } from './look-up.js';

/** What was decided of one reading; `replayed` opens nothing new and counts nothing. */
export type Verdict =
  | { readonly kind: 'allowed'; readonly decision: Extract<Decision, { allowed: true }> }
  | { readonly kind: 'replayed' }
  | { readonly kind: 'denied'; readonly refusal: GateRefusal };

/**
 * Decides a batch, in the order given, each reading on what those before it leave behind. Of what
 * leaves the gate alone nothing is decided.
 *
 * The consent is asked first, then whether the provider's data can serve the reading at all: what
 * cannot be served is refused without being counted.
 */
export function decideBatch(
  found: readonly FoundRead[],
  now: Date,
): readonly (readonly [FoundRead, Verdict])[] {
  const asked = found.filter(({ turn }) => turn !== 'none');
  const verdicts = new Map<FoundRead, Verdict>();
  const open: FoundRead[] = [];
  for (const one of asked) {
    if (typeof one.turn === 'object') verdicts.set(one, replayVerdict(one, one.turn.again, now));
    else {
      const unserved = unservedVerdict(one, now);
      if (unserved) verdicts.set(one, unserved);
      else open.push(one);
    }
  }
  const cases = open.map((one) => ({ consent: one.consent, read: askedOf(one) }));
  decideReads(cases, now).forEach((decision, at) => {
    const one = open.at(at);
    if (one) verdicts.set(one, verdictOf(decision));
  });
  return asked.map((one) => [one, verdicts.get(one) ?? verdictOf(NOT_FOUND)]);
}

const NOT_FOUND: Decision = { allowed: false, refusal: { code: 'consent-not-found' } };

const verdictOf = (decision: Decision): Verdict =>
  decision.allowed ? { kind: 'allowed', decision } : { kind: 'denied', refusal: decision.refusal };

function replayVerdict({ consent, read }: FoundRead, madeAt: Date, now: Date): Verdict {
  const refusal = decideReplay(consent, { ...read, madeAt: [madeAt] }, now);
  return refusal ? { kind: 'denied', refusal } : { kind: 'replayed' };
}

/** Undefined when the provider's data can serve the reading, or there is no consent to serve. */
function unservedVerdict(one: FoundRead, now: Date): Verdict | undefined {
  const { consent, read, features } = one;
  if (!consent) return undefined;
  const refusal = unserved(consent, read, features !== undefined);
  if (!refusal) return undefined;
  const decision = decideRead(consent, askedOf(one), now);
  return decision.allowed ? { kind: 'denied', refusal } : verdictOf(decision);
}

function unserved(
  { historyMonths: monthsAllowed, clustersGranted }: HeldConsent,
  { features: { windowMonths: monthsWanted, clusters, needsEveryCluster } }: GateRead,
  held: boolean,
): GateRefusal | undefined {
  if (monthsWanted > monthsAllowed)
    return { code: 'sharing-history-too-short', monthsAllowed, monthsWanted };
  const granted: readonly string[] = clustersGranted;
  const withheld = clusters.filter((cluster) => !granted.includes(cluster));
  if (needsEveryCluster && withheld.length > 0)
    return { code: 'model-needs-cluster', clusters: withheld };
  return held ? undefined : { code: 'sharing-features-missing' };
}

/**
 * The reading as the consent is asked for it. A model may look at more than this recipient asked
 * the borrower for: that is withheld like what the borrower refused, and no fault of the reading,
 * unless nothing is left.
 */
function askedOf({ consent, read }: FoundRead) {
  const { clusters } = read.features;
  const asked: readonly string[] = consent?.clustersAsked ?? [];
  const within = clusters.filter((cluster) => asked.includes(cluster));
  return { ...read, clusters: within.length > 0 ? within : clusters };
}
