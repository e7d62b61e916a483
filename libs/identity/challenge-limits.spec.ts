import { challengeRefusal } from './challenge-limits.js';

const now = new Date('2026-11-24T10:00:00Z');
const justNow = new Date('2026-11-24T09:59:30.001Z');
const longEnough = new Date('2026-11-24T09:59:30.000Z');

// Who is hurt: the borrower whom strangers keep from signing in, or whose mailbox they flood.
it.each([
  ['stranger', 0, null, 0, undefined],
  ['stranger', 5, longEnough, 19, undefined],
  ['stranger', 6, justNow, 6, 'sign-in-too-many-codes'],
  ['stranger', 0, null, 20, 'sign-in-too-many-codes'],
  ['stranger', 1, justNow, 1, 'sign-in-code-just-sent'],
  ['known', 0, null, 1000, undefined],
  ['known', 5, longEnough, 1000, undefined],
  ['known', 6, longEnough, 0, 'sign-in-too-many-codes'],
  ['known', 1, justNow, 0, 'sign-in-code-just-sent'],
] as const)('%s browser, %d own, newest %s, %d of strangers: %s', (...row) => {
  const [who, own, newestOwn, strangers, code] = row;
  const recent = { own, newestOwn, strangers };
  expect(challengeRefusal(recent, who === 'known', now)?.code).toBe(code);
});
