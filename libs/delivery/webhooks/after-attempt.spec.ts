import { afterAttempt, PAUSES_MS } from './after-attempt.js';

const now = new Date('2026-11-24T08:00:00Z');
const answered = (status: number, retryAfter?: string) => ({ status, retryAfter });
const inMs = (ms: number) => new Date(now.getTime() + ms);

it('tries ten times: at once, after 5 s, 5 and 30 min, 2, 5, 10, 14, 20 and 24 h', () => {
  const hours = PAUSES_MS.map((ms) => ms / 3_600_000);
  expect(hours).toEqual([0, 5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]);
  for (let attempts = 1; attempts < 10; attempts++)
    expect(afterAttempt(answered(500), attempts, now, 0)).toEqual({
      next: 'again',
      at: inMs(PAUSES_MS[attempts] ?? NaN),
    });
  expect(afterAttempt(answered(500), 10, now, 0)).toEqual({ next: 'failed', gone: false });
});

it('waits longer by chance, by a fifth at most', () => {
  const { at } = afterAttempt(answered(500), 2, now, 0.999_999) as { at: Date };
  expect(at.getTime() - now.getTime()).toBeGreaterThan(300_000);
  expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(360_000);
});

it.each([200, 201, 204, 299])('takes %d for delivered', (status) => {
  expect(afterAttempt(answered(status), 1, now, 0)).toEqual({ next: 'delivered' });
});

it.each([100, 199, 300, 301, 302, 304, 307, 308, 400, 404, 429, 500, 503])(
  'takes %d for a failure, and tries again',
  (status) => {
    expect(afterAttempt(answered(status), 1, now, 0).next).toBe('again');
  },
);

it.each(['address-refused', 'timed-out', 'not-reached'] as const)(
  'takes a call that was %s for a failure, and tries again',
  (fault) => {
    expect(afterAttempt({ fault }, 1, now, 0).next).toBe('again');
  },
);

it('takes 410 for the end', () => {
  expect(afterAttempt(answered(410), 1, now, 0)).toEqual({ next: 'failed', gone: true });
});

it.each([
  ['120', 120_000],
  ['3', 5_000],
  ['99999999', 86_400_000],
  ['Tue, 24 Nov 2026 08:10:00 GMT', 600_000],
  ['Tue, 24 Nov 2026 07:00:00 GMT', 5_000],
  ['-5', 5_000],
  ['soon', 5_000],
])('honours Retry-After: %s, where it is later than our own pause', (retryAfter, ms) => {
  expect(afterAttempt(answered(429, retryAfter), 1, now, 0)).toEqual({
    next: 'again',
    at: inMs(ms),
  });
});
