import { rateHeaders, RateLimiter } from './rate-limiter.js';

it('allows the limit, refuses one beyond, and counts callers apart', async () => {
  const limiter = new RateLimiter(2);
  expect(await limiter.take('a')).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
  expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
  expect(await limiter.take('a')).toMatchObject({ allowed: false, remaining: 0 });
  expect(await limiter.take('b')).toMatchObject({ allowed: true, remaining: 1 });
});

it('says beforehand who has no call left, and counts nothing by it', async () => {
  const limiter = new RateLimiter(2);
  expect(await limiter.exhausted('a')).toBeUndefined();
  await limiter.take('a');
  expect(await limiter.exhausted('a')).toBeUndefined();
  expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
  expect(await limiter.exhausted('a')).toMatchObject({ allowed: false, remaining: 0 });
});

it('lets a call weigh more than one', async () => {
  const limiter = new RateLimiter(5);
  expect(await limiter.take('a', 3)).toMatchObject({ allowed: true, remaining: 2 });
  expect(await limiter.take('a', 3)).toMatchObject({ allowed: false });
});

it('says the policy and what remains as structured fields', () => {
  const state = { allowed: true, limit: 600, remaining: 599, resetSeconds: 42 };
  expect(rateHeaders(state)).toEqual({
    'ratelimit-policy': '"default";q=600;w=60',
    ratelimit: '"default";r=599;t=42',
  });
  expect(rateHeaders({ ...state, allowed: false, remaining: 0 })).toMatchObject({
    ratelimit: '"default";r=0;t=42',
    'retry-after': '42',
  });
});
