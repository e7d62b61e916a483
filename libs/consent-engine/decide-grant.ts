import { err, ok, type Result } from '#kernel';
import { DateTime } from 'luxon';
import type { ConsentRequest } from './consent.js';
import { type ConsentState, transition, type TransitionRefusal } from './states.js';
import { type Cluster, clustersAsked } from './terms.js';

/** What a borrower answers. Untrusted. */
export interface GrantDecision {
  /** The clusters that the borrower allows, the needed ones included. */
  readonly clusters: readonly string[];
}

/** Why an answer to a request is refused, whichever answer it is; in order of precedence. */
export type AnswerRefusal =
  | { readonly code: 'consent-request-already-answered' }
  | { readonly code: 'consent-request-lapsed'; readonly lapsedAt: Date };

/** Why a grant is refused, in the order in which the reasons are checked. */
export type GrantRefusal =
  | AnswerRefusal
  | { readonly code: 'consent-clusters-not-asked-for'; readonly asked: readonly Cluster[] }
  | { readonly code: 'consent-clusters-needed-missing'; readonly missing: readonly Cluster[] };

/** What a grant makes of a request. */
export interface GrantedTerms {
  readonly status: ConsentState;
  readonly clustersGranted: readonly Cluster[];
  readonly clustersWithheld: readonly Cluster[];
  readonly grantedAt: Date;
  /** The consent holds over [grantedAt, endsAt). */
  readonly endsAt: Date;
}

/**
 * Turns a borrower's yes into the terms of a consent, or says why it cannot.
 *
 * The order of the checks is part of the contract: two faults at once always report the same one.
 *
 * @param decision untrusted; a non-empty subset of the clusters asked for, all needed ones in it
 * @param now instant of the answer, UTC; a request that lapses at `now` has lapsed
 */
export function decideGrant(
  request: ConsentRequest,
  decision: GrantDecision,
  now: Date,
): Result<GrantedTerms, GrantRefusal> {
  const step = answer(request, 'grant', now);
  if (!step.ok) return step;

  const asked = clustersAsked(request.terms);
  const chosen = new Set(decision.clusters);
  const granted = asked.filter((cluster) => chosen.has(cluster));
  if (granted.length === 0 || granted.length < chosen.size)
    return err({ code: 'consent-clusters-not-asked-for', asked });
  const missing = request.terms.clustersNeeded.filter((cluster) => !chosen.has(cluster));
  if (missing.length > 0) return err({ code: 'consent-clusters-needed-missing', missing });

  return ok({
    status: step.value,
    clustersGranted: granted,
    clustersWithheld: asked.filter((cluster) => !chosen.has(cluster)),
    grantedAt: now,
    endsAt: DateTime.fromJSDate(now, { zone: 'utc' }).plus({ days: request.terms.days }).toJSDate(),
  });
}

/** The state that a borrower's no leads to, or why it cannot be said any more. */
export const decideDecline = (
  request: ConsentRequest,
  now: Date,
): Result<ConsentState, AnswerRefusal> => answer(request, 'decline', now);

/**
 * The state that a withdrawal leads to. A consent whose time is over has ended, whether or not the
 * sweep has written so yet; a second withdrawal is refused with `consent-already-ended`.
 */
export function decideWithdrawal(
  consent: { readonly status: ConsentState; readonly endsAt: Date },
  now: Date,
): Result<ConsentState, TransitionRefusal> {
  const step = transition(consent.status, 'withdraw', 'borrower');
  if (!step.ok) return step;
  if (consent.endsAt <= now) return err({ code: 'consent-already-ended', state: 'EXPIRED' });
  return ok(step.value.to);
}

function answer(
  request: ConsentRequest,
  event: 'grant' | 'decline',
  now: Date,
): Result<ConsentState, AnswerRefusal> {
  const step = transition(request.status, event, 'borrower');
  if (!step.ok) return err({ code: 'consent-request-already-answered' });
  if (request.lapsesAt <= now)
    return err({ code: 'consent-request-lapsed', lapsedAt: request.lapsesAt });
  return ok(step.value.to);
}
