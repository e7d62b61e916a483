import { viewOf } from './read-request.js';
import type { StoredRequest } from './tables/consent-request.js';

const created = new Date('2026-11-24T08:00:00Z');
const lapses = new Date('2026-11-24T09:00:00Z');
const silent: StoredRequest = {
  consentId: 'c',
  subjectId: 's',
  subjectKind: 'person',
  applicationId: 'a',
  providerTenantId: 'p',
  providerBucket: null,
  emailHash: null,
  terms: {
    purpose: 'underwriting',
    clustersNeeded: ['profile'],
    clustersOptional: [],
    days: 30,
    dataLifeDays: 30,
    historyMonths: 12,
    mode: 'QUERY',
    fetchType: 'ONETIME',
    frequency: null,
  },
  reasons: {},
  returnUrl: null,
  status: 'AWAITING_AUTHORISATION',
  createdAt: created,
  lapsesAt: lapses,
  grantedAt: null,
  expiresAt: null,
  endedAt: null,
};
const refused: StoredRequest = {
  ...silent,
  status: 'REJECTED',
  endedAt: new Date('2026-11-24T08:05:00Z'),
};
const swept: StoredRequest = {
  ...silent,
  status: 'REJECTED',
  endedAt: new Date('2026-11-24T09:00:14Z'),
};

// Who is hurt: a person whose no, or whom the provider's not knowing, would be told to the lender.
it.each([
  ['before its time is over', '2026-11-24T08:30:00Z', 'AWAITING_AUTHORISATION', null],
  ['at the instant at which it is over', '2026-11-24T09:00:00Z', 'REJECTED', lapses],
  ['long after', '2027-01-01T00:00:00Z', 'REJECTED', lapses],
])('shows a refusal, silence and a swept request alike %s', (_, at, status, endedAt) => {
  const now = new Date(at);
  const views = [silent, refused, swept].map((request) => viewOf(request, 'market', now));
  expect(views[0]).toMatchObject({ status, endedAt });
  expect(views[1]).toEqual(views[0]);
  expect(views[2]).toEqual(views[0]);
});

// Who is hurt: the lender who plans on a consent that no longer opens anything.
it.each([
  ['a moment before', '2026-11-24T08:59:59.999Z', 'ACTIVE', null],
  ['at the instant', '2026-11-24T09:00:00Z', 'EXPIRED', lapses],
])('shows a granted consent %s its period is over', (_, at, status, endedAt) => {
  const active = { ...silent, status: 'ACTIVE', grantedAt: created, expiresAt: lapses } as const;
  const swept = {
    ...active,
    status: 'EXPIRED',
    endedAt: new Date('2026-11-24T09:00:14Z'),
  } as const;
  expect(viewOf(active, 'market', new Date(at))).toMatchObject({ status, endedAt });
  if (status === 'EXPIRED')
    expect(viewOf(swept, 'market', new Date(at))).toEqual(viewOf(active, 'market', new Date(at)));
});

it('tells when a granted consent ended', () => {
  const endedAt = new Date('2026-11-25T00:00:00Z');
  const view = viewOf(
    { ...silent, status: 'REVOKED', grantedAt: created, expiresAt: lapses, endedAt },
    'market',
    new Date('2026-11-26T00:00:00Z'),
  );
  expect(view).toMatchObject({ status: 'REVOKED', endedAt });
});
