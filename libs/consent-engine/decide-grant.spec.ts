import type { ConsentRequest } from './consent.js';
import { decideDecline, decideGrant, decideWithdrawal } from './decide-grant.js';

const now = new Date('2026-11-24T10:00:00Z');
const request: ConsentRequest = {
  status: 'AWAITING_AUTHORISATION',
  lapsesAt: new Date('2026-11-24T10:00:00.001Z'),
  terms: {
    purpose: 'underwriting',
    clustersNeeded: ['orders', 'repayments'],
    clustersOptional: ['balances'],
    days: 31,
    dataLifeDays: 90,
    historyMonths: 24,
    mode: 'QUERY',
    fetchType: 'ONETIME',
    frequency: null,
  },
};

// A row carries the fault of its own line and of every line below: the table is the precedence.
it.each([
  [{ status: 'REJECTED', lapsesAt: now }, ['health'], 'request-already-answered'],
  [{ status: 'AUTHORISED', lapsesAt: now }, ['health'], 'request-already-answered'],
  [{ lapsesAt: now }, ['health'], 'request-lapsed'],
  [{}, ['orders', 'health'], 'clusters-not-asked-for'],
  [{}, ['outcome'], 'clusters-not-asked-for'],
  [{}, [], 'clusters-not-asked-for'],
  [{}, ['orders', 'balances'], 'clusters-needed-missing'],
  [{}, ['balances'], 'clusters-needed-missing'],
] as const)('%j with %j is refused: %s', (part, clusters, reason) => {
  const decided = decideGrant({ ...request, ...part }, { clusters }, now);
  expect(decided).toMatchObject({ ok: false, error: { code: `consent-${reason}` } });
});

it('grants what was chosen, once each, over [now, now + days)', () => {
  const clusters = ['repayments', 'orders', 'orders'];
  expect(decideGrant(request, { clusters }, now)).toEqual({
    ok: true,
    value: {
      status: 'AUTHORISED',
      clustersGranted: ['orders', 'repayments'],
      clustersWithheld: ['balances'],
      grantedAt: now,
      endsAt: new Date('2026-12-25T10:00:00Z'),
    },
  });
});

it('lets a request of optional clusters alone be granted in part, but not as nothing', () => {
  const terms = { ...request.terms, clustersNeeded: [], clustersOptional: ['orders', 'balances'] };
  const optional = { ...request, terms } as ConsentRequest;
  expect(decideGrant(optional, { clusters: ['balances'] }, now)).toMatchObject({
    value: { clustersGranted: ['balances'], clustersWithheld: ['orders'] },
  });
  expect(decideGrant(optional, { clusters: [] }, now).ok).toBe(false);
});

it('takes a no until the request lapses, and only once', () => {
  expect(decideDecline(request, now)).toEqual({ ok: true, value: 'REJECTED' });
  expect(decideDecline({ ...request, lapsesAt: now }, now)).toMatchObject({
    error: { code: 'consent-request-lapsed' },
  });
  expect(decideDecline({ ...request, status: 'REJECTED' }, now)).toMatchObject({
    error: { code: 'consent-request-already-answered' },
  });
});

it.each([
  ['AUTHORISED', 1, { ok: true, value: 'REVOKED' }],
  ['ACTIVE', 1, { ok: true, value: 'REVOKED' }],
  ['ACTIVE', 0, { ok: false, error: { code: 'consent-already-ended', state: 'EXPIRED' } }],
  ['REVOKED', 1, { ok: false, error: { code: 'consent-already-ended', state: 'REVOKED' } }],
  ['CONSUMED', 1, { ok: true, value: 'REVOKED' }],
  ['CONSUMED', 0, { ok: false, error: { code: 'consent-already-ended', state: 'EXPIRED' } }],
  ['EXPIRED', 1, { ok: false, error: { code: 'consent-already-ended', state: 'EXPIRED' } }],
] as const)('withdrawing %s with %i ms left: %j', (status, msLeft, expected) => {
  const endsAt = new Date(now.getTime() + msLeft);
  expect(decideWithdrawal({ status, endsAt }, now)).toEqual(expected);
});
