import { err, ok, type Result } from '#kernel';

/** Where a consent stands, from the recipient's request on. */
export type ConsentState =
  | 'AWAITING_AUTHORISATION'
  | 'AUTHORISED'
  | 'ACTIVE'
  | 'REJECTED'
  | 'REVOKED'
  | 'EXPIRED'
  | 'CONSUMED';

/** What can happen to a consent. */
export type ConsentEvent =
  'request' | 'lapse' | 'decline' | 'grant' | 'claim' | 'consume' | 'withdraw' | 'expire';

/** Who brings an event about. */
export type ConsentActor = 'recipient' | 'borrower' | 'platform' | 'clock';

/** Why a consent stands where it does, where the state alone does not tell. */
export type StateReason = 'REQUEST_LAPSED' | 'DECLINED_BY_BORROWER' | 'WITHDRAWN_BY_BORROWER';

/** One permitted step. `from` null: the consent is not there yet. */
export interface Transition {
  readonly from: ConsentState | null;
  readonly event: ConsentEvent;
  readonly actor: ConsentActor;
  readonly to: ConsentState;
  readonly reason: StateReason | null;
}

/** Why a step is refused. */
export type TransitionRefusal =
  | { readonly code: 'consent-already-ended'; readonly state: ConsentState }
  | { readonly code: 'consent-step-not-allowed'; readonly state: ConsentState | null };

const row = (
  from: ConsentState | null,
  by: readonly [ConsentActor, ConsentEvent],
  to: ConsentState,
  reason: StateReason | null = null,
): Transition => ({ from, actor: by[0], event: by[1], to, reason });

/**
 * Every permitted step. A state that is never in `from` is terminal: it refuses everything.
 *
 * @source consent.md section 2, the rows that are in use
 */
export const TRANSITIONS: readonly Transition[] = [
  row(null, ['recipient', 'request'], 'AWAITING_AUTHORISATION'),
  row('AWAITING_AUTHORISATION', ['clock', 'lapse'], 'REJECTED', 'REQUEST_LAPSED'),
  row('AWAITING_AUTHORISATION', ['borrower', 'decline'], 'REJECTED', 'DECLINED_BY_BORROWER'),
  row('AWAITING_AUTHORISATION', ['borrower', 'grant'], 'AUTHORISED'),
  row('AUTHORISED', ['recipient', 'claim'], 'ACTIVE'),
  row('ACTIVE', ['platform', 'consume'], 'CONSUMED'),
  row('AUTHORISED', ['borrower', 'withdraw'], 'REVOKED', 'WITHDRAWN_BY_BORROWER'),
  row('ACTIVE', ['borrower', 'withdraw'], 'REVOKED', 'WITHDRAWN_BY_BORROWER'),
  // Used up, and the score made under it may still be called up: that is the borrower's to end.
  row('CONSUMED', ['borrower', 'withdraw'], 'REVOKED', 'WITHDRAWN_BY_BORROWER'),
  row('AUTHORISED', ['clock', 'expire'], 'EXPIRED'),
  row('ACTIVE', ['clock', 'expire'], 'EXPIRED'),
];

/** Whether nothing can happen to a consent any more. */
export const isTerminal = (state: ConsentState): boolean =>
  !TRANSITIONS.some(({ from }) => from === state);

/** The one step that the event is in this state, by this actor; or why there is none. */
export function transition(
  state: ConsentState | null,
  event: ConsentEvent,
  actor: ConsentActor,
): Result<Transition, TransitionRefusal> {
  const step = TRANSITIONS.find(
    (one) => one.from === state && one.event === event && one.actor === actor,
  );
  if (step) return ok(step);
  if (state !== null && isTerminal(state)) return err({ code: 'consent-already-ended', state });
  return err({ code: 'consent-step-not-allowed', state });
}
