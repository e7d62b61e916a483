import type { ConsentInFull } from '#consent';
import type { AccessDecision } from '#sharing';
import { historyOf } from './account-models.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 10, minute));
const ended = {
  status: 'REVOKED',
  consent: { grantedAt: at(1), endedAt: at(59), endsAt: at(59) },
  request: { createdAt: at(0) },
} as unknown as ConsentInFull;
const readAt = (minute: number) =>
  ({
    ...{ at: at(minute), outcome: 'allowed', again: false, clusters: [], code: null },
    decisionId: String(minute),
  }) as unknown as AccessDecision;
const kinds = (full: ConsentInFull, page: { first: boolean; last: boolean }) =>
  historyOf('en', full, [readAt(20)], page).map(({ kind }) => kind);

/** The borrower, who reads page after page: what happened once must not be told again on each. */
it.each([
  ['REVOKED', 'withdrawn'],
  ['EXPIRED', 'expired'],
] as const)('tells how a consent that is %s ended on the first page alone', (status, kind) => {
  const full = { ...ended, status };
  expect(kinds(full, { first: true, last: false })).toEqual([kind, 'read']);
  expect(kinds(full, { first: false, last: false })).toEqual(['read']);
  expect(kinds(full, { first: false, last: true })).toEqual(['read', 'granted', 'asked']);
  expect(kinds(full, { first: true, last: true })).toEqual([kind, 'read', 'granted', 'asked']);
});
