import type { HeldConsent } from '#consent';
import { decideBatch } from './decide-batch.js';
import { sharedOf } from './decided.js';
import type { GateRead } from './gate-types.js';
import type { FoundRead } from './look-up.js';

const now = new Date('2026-11-24T08:00:00Z');
const consent: HeldConsent = {
  consentId: 'c',
  recipientTenantId: 'r',
  status: 'AUTHORISED',
  endsAt: new Date('2026-12-24T08:00:00Z'),
  purpose: 'underwriting',
  applicationId: 'a',
  clustersAsked: ['profile', 'orders', 'repayments'],
  clustersGranted: ['profile', 'orders'],
  fetchType: 'ONETIME',
  frequency: null,
  zone: 'UTC',
  usage: { windowStart: null, count: 0 },
  consumedBy: null,
  version: 1,
  epoch: 0,
  subjectId: 's',
  subjectKind: 'person',
  borrowerId: 'b',
  historyMonths: 24,
  dataLifeDays: 30,
  locale: 'en',
  noticeHash: 'n',
  receiptNumber: 'R',
  grantedAt: new Date('2026-11-24T07:00:00Z'),
  endedAt: null,
};
const read: GateRead = {
  consentId: 'c',
  recipientTenantId: 'r',
  actor: { kind: 'system', id: 'x', requestId: 'q' },
  purpose: 'underwriting',
  applicationId: 'a',
  subjectId: 'l',
  operationId: 'o',
  features: {
    hash: 'f',
    kind: 'person',
    clustersByFeature: [['profile'], ['orders'], ['repayments'], ['balances']],
    clusters: ['profile', 'orders', 'repayments', 'balances'],
    windowMonths: 24,
    needsEveryCluster: false,
  },
  turn: 'first',
};
const AGAIN = { again: now };
const features = { asOf: now, packed: Buffer.alloc(32) };
const found = (parts: Partial<FoundRead> = {}): FoundRead => ({
  read,
  turn: 'first',
  consent,
  features,
  ...parts,
});
const codes = (batch: readonly FoundRead[], at = now) =>
  decideBatch(batch, at).map(([, verdict]) =>
    verdict.kind === 'denied' ? verdict.refusal.code : verdict.kind,
  );
const looking = (part: Partial<GateRead['features']>): FoundRead =>
  found({ read: { ...read, features: { ...read.features, ...part } } });

// Who is hurt: the borrower who allowed one look, if a batch were to look twice.
it('allows one reading of a one-time consent in a batch, the first', () => {
  expect(codes([found(), found(), found()])).toEqual([
    'allowed',
    'consent-consumed',
    'consent-consumed',
  ]);
});

/** The borrower, who is told what they left out: nothing that nobody asked of them. */
it('tells what the recipient never asked for from what the borrower withheld', () => {
  const one = looking({ clusters: ['profile', 'orders', 'repayments', 'balances'] });
  const [[, verdict] = []] = decideBatch([one], now);
  expect(verdict).toMatchObject({ kind: 'allowed', decision: { clusters: ['profile', 'orders'] } });
  const [, decided] = decideBatch([one], now)[0] ?? [];
  if (decided?.kind !== 'allowed') throw new Error('it is allowed');
  const named = { ...one, verdict: decided, decisionId: 'd' };
  expect(sharedOf(named)).toMatchObject({
    granted: ['profile', 'orders'],
    withheld: ['repayments'],
    notRequested: ['balances'],
  });
});

it.each([
  ['nothing that was granted is looked at', looking({ clusters: ['repayments'] }), 'consent-scope'],
  ['nothing that was asked for is looked at', looking({ clusters: ['balances'] }), 'consent-scope'],
  ['the model looks too far back', looking({ windowMonths: 25 }), 'sharing-history-too-short'],
  [
    'the model needs what was withheld',
    looking({ needsEveryCluster: true }),
    'model-needs-cluster',
  ],
  ['no features are held', found({ features: undefined }), 'sharing-features-missing'],
  ['there is no consent', found({ consent: undefined }), 'consent-not-found'],
  [
    'the consent is withdrawn and no features are held',
    found({ consent: { ...consent, status: 'REVOKED' }, features: undefined }),
    'consent-revoked',
  ],
] as const)('refuses when %s', (_, one, code) => {
  expect(codes([one])).toEqual([code]);
});

it('does not count a reading that the data cannot serve', () => {
  expect(codes([found({ features: undefined }), found()])).toEqual([
    'sharing-features-missing',
    'allowed',
  ]);
});

it('serves a model that needs every cluster where all of its own were granted', () => {
  const needs = { needsEveryCluster: true };
  const served = looking({ ...needs, clusters: ['profile', 'orders'] });
  expect(codes([looking(needs), served])).toEqual(['model-needs-cluster', 'allowed']);
});

it('lets a replay open nothing and count nothing, and refuses it once withdrawn', () => {
  const consumed = { ...consent, status: 'CONSUMED', consumedBy: 'o' } as const;
  expect(codes([found({ turn: AGAIN, consent: consumed })])).toEqual(['replayed']);
  expect(codes([found({ turn: AGAIN }), found()])).toEqual(['replayed', 'allowed']);
  const revoked = { ...consent, status: 'REVOKED' } as const;
  expect(codes([found({ turn: AGAIN, consent: revoked })])).toEqual(['consent-revoked']);
});

// Who is hurt: the borrower who was told for how long answers are kept.
it('refuses a replay once the answer’s time is over, by the rule of stored answers', () => {
  const life = new Date(now.getTime() - 30 * 86_400_000);
  const moment = new Date(life.getTime() + 1);
  expect(codes([found({ turn: { again: moment } })])).toEqual(['replayed']);
  expect(codes([found({ turn: { again: life } })])).toEqual(['sharing-data-life-over']);
});

// Who is hurt: the borrower who would read of an access that never was.
it('decides nothing of what leaves the gate alone, and lets it use nothing up', () => {
  const revoked = { ...consent, status: 'REVOKED' } as const;
  expect(codes([found({ turn: 'none' }), found()])).toEqual(['allowed']);
  expect(codes([found({ turn: 'none', consent: revoked })])).toEqual([]);
});
