import fc from 'fast-check';
import type { ConsentInForce } from './consent.js';
import { type ConsentRead, decideRead, decideReads, decideReplay } from './decide-read.js';
import {
  type ConsentActor,
  type ConsentEvent,
  type ConsentState,
  transition,
  TRANSITIONS,
} from './states.js';

const now = new Date('2026-11-24T10:00:00Z');
const consent: ConsentInForce = {
  consentId: '0190a000-0000-7000-8000-000000000001',
  recipientTenantId: 'lender',
  status: 'ACTIVE',
  endsAt: new Date('2026-12-24T10:00:00Z'),
  purpose: 'underwriting',
  applicationId: 'loan-7',
  clustersAsked: ['orders', 'repayments', 'balances'],
  clustersGranted: ['orders', 'repayments'],
  fetchType: 'PERIODIC',
  frequency: { unit: 'DAY', value: 3 },
  zone: 'Asia/Shanghai',
  usage: { windowStart: null, count: 0 },
  consumedBy: null,
};
const read: ConsentRead = {
  recipientTenantId: 'lender',
  purpose: 'underwriting',
  applicationId: 'loan-7',
  clusters: ['orders', 'balances'],
  operationId: 'op-1',
};
// 24 November in Shanghai began on the 23rd at 16:00 UTC.
const today = new Date('2026-11-23T16:00:00Z');
const spent = { usage: { windowStart: today, count: 3 } };
const wrong = {
  recipientTenantId: 'another',
  purpose: 'fraud',
  applicationId: 'loan-8',
  clusters: ['profile'],
} as const;
const wrongButMine = { ...wrong, recipientTenantId: 'lender' } as const;

describe('a reading is refused for the first fault in the fixed order', () => {
  // A row carries the fault of its own line and of every line below: the table is the precedence.
  it.each([
    [{ status: 'REVOKED', endsAt: now, ...spent }, wrong, 'not-found'],
    [{ status: 'REVOKED', endsAt: now, ...spent }, wrongButMine, 'revoked'],
    [{ status: 'EXPIRED', ...spent }, wrongButMine, 'expired'],
    [{ status: 'CONSUMED', endsAt: now, ...spent }, wrongButMine, 'expired'],
    [{ endsAt: now, ...spent }, wrongButMine, 'expired'],
    [{ status: 'CONSUMED', ...spent }, wrongButMine, 'consumed'],
    [{ status: 'AWAITING_AUTHORISATION', ...spent }, wrongButMine, 'not-authorised'],
    [{ status: 'REJECTED', endsAt: now, ...spent }, wrongButMine, 'not-authorised'],
    [spent, wrongButMine, 'purpose-mismatch'],
    [spent, { applicationId: 'loan-8', clusters: ['profile'] }, 'application-mismatch'],
    [spent, { clusters: ['orders', 'profile'] }, 'scope'],
    [spent, { clusters: ['orders', 'outcome'] }, 'scope'],
    [spent, { clusters: ['balances'] }, 'scope'],
    [spent, { clusters: [] }, 'scope'],
    [spent, {}, 'frequency-exceeded'],
  ] as const)('%j + %j is refused: %s', (consentPart, readPart, reason) => {
    const decision = decideRead({ ...consent, ...consentPart }, { ...read, ...readPart }, now);
    expect(decision).toMatchObject({ allowed: false, refusal: { code: `consent-${reason}` } });
  });
});

it('hands out what was granted and names what was withheld', () => {
  expect(decideRead(consent, read, now)).toEqual({
    allowed: true,
    clusters: ['orders'],
    withheld: ['balances'],
    nextStatus: 'ACTIVE',
    nextUsage: { windowStart: today, count: 1 },
  });
});

it.each([
  ['AUTHORISED', 'PERIODIC', 'ACTIVE'],
  ['ACTIVE', 'PERIODIC', 'ACTIVE'],
  ['AUTHORISED', 'ONETIME', 'CONSUMED'],
  ['ACTIVE', 'ONETIME', 'CONSUMED'],
] as const)('a first reading claims: %s, %s leads to %s', (status, fetchType, nextStatus) => {
  const frequency = fetchType === 'ONETIME' ? null : consent.frequency;
  const decision = decideRead({ ...consent, status, fetchType, frequency }, read, now);
  expect(decision).toMatchObject({ allowed: true, nextStatus });
});

it('counts anew when the calendar day of the borrower begins, not 24 hours later', () => {
  const lateYesterday = { windowStart: new Date('2026-11-22T16:00:00Z'), count: 3 };
  const decision = decideRead({ ...consent, usage: lateYesterday }, read, today);
  expect(decision).toMatchObject({ allowed: true, nextUsage: { windowStart: today, count: 1 } });
});

it('says when a reading too many may be tried again', () => {
  expect(decideRead({ ...consent, ...spent }, read, now)).toMatchObject({
    refusal: { nextAt: new Date('2026-11-24T16:00:00Z') },
  });
});

describe('a batch decides each reading on what the ones before it left', () => {
  it('allows the first of many readings of a one-time consent, and no other', () => {
    const once = { ...consent, fetchType: 'ONETIME', frequency: null } as const;
    const cases = Array.from({ length: 16 }, (_, i) => ({
      consent: once,
      read: { ...read, operationId: `op-${i}` },
    }));
    const decisions = decideReads(cases, now);
    expect(decisions[0]).toMatchObject({ allowed: true, nextStatus: 'CONSUMED' });
    for (const decision of decisions.slice(1))
      expect(decision).toEqual({ allowed: false, refusal: { code: 'consent-consumed' } });
  });

  it('allows exactly as many readings as the frequency, whatever the order of consents', () => {
    const other = { ...consent, consentId: '0190a000-0000-7000-8000-000000000002' };
    const cases = Array.from({ length: 20 }, (_, i) => ({
      consent: i % 2 ? consent : other,
      read,
    }));
    const allowed = decideReads(cases, now).filter((decision) => decision.allowed);
    expect(allowed).toHaveLength(6);
  });

  it('answers an id that is not there as another recipient’s', () => {
    const cases = [
      { consent: undefined, read },
      { consent, read: { ...read, recipientTenantId: 'another' } },
    ];
    const [absent, foreign] = decideReads(cases, now);
    expect(absent).toEqual({ allowed: false, refusal: { code: 'consent-not-found' } });
    expect(foreign).toEqual(absent);
  });
});

describe('a replay is decided again, and counts nothing', () => {
  const kept = { ...consent, dataLifeDays: 30 };
  const replay = { ...read, madeAt: [now] };

  it.each([
    [{ status: 'REVOKED', endsAt: now }, { recipientTenantId: 'another' }, 'not-found'],
    [{ status: 'REVOKED', endsAt: now }, {}, 'revoked'],
    [{ status: 'CONSUMED', consumedBy: 'op-1', endsAt: now }, {}, 'expired'],
    [{ status: 'EXPIRED' }, {}, 'expired'],
    [{ status: 'CONSUMED', consumedBy: 'op-2' }, {}, 'consumed'],
    [{ status: 'AWAITING_AUTHORISATION' }, {}, 'not-authorised'],
  ] as const)('%j + %j is refused: %s', (consentPart, replayPart, reason) => {
    const refusal = decideReplay({ ...kept, ...consentPart }, { ...replay, ...replayPart }, now);
    expect(refusal).toMatchObject({ code: `consent-${reason}` });
  });

  it.each([[{ status: 'CONSUMED', consumedBy: 'op-1' }], [spent], [{}]] as const)(
    '%j answers the operation that read',
    (consentPart) => {
      expect(decideReplay({ ...kept, ...consentPart }, replay, now)).toBeUndefined();
    },
  );

  it('answers an id that is not there as absent', () => {
    expect(decideReplay(undefined, replay, now)).toEqual({ code: 'consent-not-found' });
  });

  it('refuses an answer whose time is over, after all else', () => {
    const old = { ...replay, madeAt: [new Date(now.getTime() - 30 * 86_400_000)] };
    expect(decideReplay(kept, old, now)).toEqual({
      code: 'sharing-data-life-over',
      endedAt: now,
    });
    expect(decideReplay({ ...kept, status: 'REVOKED' }, old, now)).toEqual({
      code: 'consent-revoked',
    });
  });
});

/** Guards the promise of the product: whatever happens in whatever order, no yes, no reading. */
it('never allows a reading that the borrower’s own yes does not cover at that instant', () => {
  const anyone = fc.record({
    event: fc.constantFrom<ConsentEvent[]>(...new Set(TRANSITIONS.map(({ event }) => event))),
    actor: fc.constantFrom<ConsentActor[]>('recipient', 'borrower', 'platform', 'clock'),
  });
  const minutes = fc.oneof(fc.constant(0), fc.nat({ max: 60 * 24 * 5 }));
  const step = fc.tuple(fc.oneof(fc.constantFrom(...TRANSITIONS), anyone), minutes);
  const fetchTypes = fc.constantFrom('ONETIME', 'PERIODIC');
  let allowed = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 10, maxLength: 60 }),
      fetchTypes,
      (steps, fetchType) => {
        let state: ConsentState | null = null;
        let granted = false;
        let at = now.getTime();
        for (const [{ event, actor }, passed] of steps) {
          at += passed * 60_000;
          const next = transition(state, event, actor);
          if (next.ok) {
            state = next.value.to;
            granted = actor === 'borrower' ? event === 'grant' : granted;
          }
          if (state === null) continue;
          const frequency = fetchType === 'ONETIME' ? null : consent.frequency;
          const held = { ...consent, status: state, fetchType, frequency };
          const decision = decideRead(held, read, new Date(at));
          const covered =
            granted &&
            (state === 'AUTHORISED' || state === 'ACTIVE') &&
            at < consent.endsAt.getTime();
          expect(decision.allowed).toBe(covered);
          if (decision.allowed) allowed += 1;
        }
      },
    ),
    { numRuns: 2000 },
  );
  // Sequences that never get as far as a yes would prove nothing.
  expect(allowed).toBeGreaterThan(50);
});
