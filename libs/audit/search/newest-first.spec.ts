import { newestFirst, takeReady, type Unread } from './newest-first.js';

const at = (second: number, id = 'a') => ({ at: new Date(second * 1000), id });
const log = (seconds: readonly number[], more = false): Unread<ReturnType<typeof at>> => ({
  rows: seconds.map((second) => at(second)),
  more,
});
const secondsOf = (rows: readonly { readonly at: Date }[]) =>
  rows.map((row) => row.at.getTime() / 1000);

it('orders by instant, then by id, the later and the greater first', () => {
  const sorted = [at(1, 'b'), at(2, 'a'), at(1, 'c'), at(2, 'b')].sort(newestFirst);
  expect(sorted).toEqual([at(2, 'b'), at(2, 'a'), at(1, 'c'), at(1, 'b')]);
  expect(newestFirst(at(1), at(1))).toBe(0);
});

// Who is hurt: compliance staff whose file would show events out of order, or twice, or not at all.
it('gives out only what nothing unread can precede', () => {
  const { ready, rest } = takeReady([log([9, 7, 5], true), log([8, 2], true), log([6, 1])]);
  expect(secondsOf(ready)).toEqual([9, 8, 7, 6, 5]);
  expect(rest.map(secondsOf)).toEqual([[], [2], [1]]);
});

it('gives out everything once every log was read to its end', () => {
  const { ready, rest } = takeReady([log([3, 1]), log([2]), log([])]);
  expect(secondsOf(ready)).toEqual([3, 2, 1]);
  expect(rest.flat()).toEqual([]);
});

it('waits for a log of which nothing is known', () => {
  const { ready, rest } = takeReady([log([3]), log([], true)]);
  expect(ready).toEqual([]);
  expect(rest.map(secondsOf)).toEqual([[3], []]);
});
