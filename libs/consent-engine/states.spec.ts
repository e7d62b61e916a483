import { recipientView } from './recipient-view.js';
import {
  type ConsentActor,
  type ConsentEvent,
  type ConsentState,
  isTerminal,
  transition,
  TRANSITIONS,
} from './states.js';

const STATES = [
  'AWAITING_AUTHORISATION',
  'AUTHORISED',
  'ACTIVE',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
  'CONSUMED',
] as const satisfies readonly ConsentState[];
const EVENTS = [...new Set(TRANSITIONS.map(({ event }) => event))];
const ACTORS = ['recipient', 'borrower', 'platform', 'clock'] as const;

const every = STATES.flatMap((state) =>
  EVENTS.flatMap((event) => ACTORS.map((actor) => [state, event, actor] as const)),
);

it('has one outcome for a state, an event and an actor', () => {
  const keys = TRANSITIONS.map(({ from, event, actor }) => `${from} ${event} ${actor}`);
  expect(new Set(keys).size).toBe(keys.length);
});

it('ends in the three states that nothing leads out of', () => {
  expect(STATES.filter(isTerminal)).toEqual(['REJECTED', 'REVOKED', 'EXPIRED']);
});

it.each(every.filter(([state]) => isTerminal(state)))(
  '%s has ended: %s by the %s is refused as such',
  (state, event, actor) => {
    expect(transition(state, event, actor)).toEqual({
      ok: false,
      error: { code: 'consent-already-ended', state },
    });
  },
);

it('lets the borrower alone grant, decline and withdraw', () => {
  const borrowers: readonly ConsentEvent[] = ['grant', 'decline', 'withdraw'];
  const others: readonly ConsentActor[] = ['recipient', 'platform', 'clock'];
  for (const [state, event, actor] of every)
    if (borrowers.includes(event) && others.includes(actor))
      expect(transition(state, event, actor).ok).toBe(false);
});

/** Guards the borrower of a one-time consent: what was made under it can still be called up. */
it('leads out of a used-up consent by the borrower’s withdrawal and by nothing else', () => {
  for (const [state, event, actor] of every.filter(([from]) => from === 'CONSUMED')) {
    const withdrawal = event === 'withdraw' && actor === 'borrower';
    expect([event, actor, transition(state, event, actor).ok]).toEqual([event, actor, withdrawal]);
  }
});

it('refuses a step out of its turn', () => {
  expect(transition('AWAITING_AUTHORISATION', 'claim', 'recipient')).toEqual({
    ok: false,
    error: { code: 'consent-step-not-allowed', state: 'AWAITING_AUTHORISATION' },
  });
  expect(transition(null, 'grant', 'borrower').ok).toBe(false);
  expect(transition(null, 'request', 'recipient')).toMatchObject({
    value: { to: 'AWAITING_AUTHORISATION', reason: null },
  });
});

/** Guards the borrower: a lender must not learn who is known to whom, or who has said no. */
it('shows the recipient a refusal, no match and silence as one and the same', () => {
  const lapsesAt = new Date('2026-11-24T11:00:00Z');
  for (const [at, status] of [
    [new Date('2026-11-24T10:59:59.999Z'), 'AWAITING_AUTHORISATION'],
    [lapsesAt, 'REJECTED'],
  ] as const) {
    expect(
      recipientView({ status: 'AWAITING_AUTHORISATION', lapsesAt, expiresAt: null }, at),
    ).toEqual({ status });
    expect(recipientView({ status: 'REJECTED', lapsesAt, expiresAt: null }, at)).toEqual({
      status,
    });
  }
  for (const status of ['AUTHORISED', 'ACTIVE', 'REVOKED', 'EXPIRED', 'CONSUMED'] as const)
    expect(recipientView({ status, lapsesAt, expiresAt: null }, lapsesAt)).toEqual({ status });
});
