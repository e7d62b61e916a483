import { setImmediate as turn } from 'node:timers/promises';
import { Batches } from './batches.js';

const batches = (work: (items: readonly string[]) => Promise<readonly string[]>) =>
  new Batches<string, string>({ max: 3, identityOf: (item) => item, work });

it('sends the first at once and gathers what comes while batches are in flight', async () => {
  const seen: string[][] = [];
  const lane = batches(async (items) => {
    seen.push([...items]);
    await turn();
    return items.map((item) => item.toUpperCase());
  });
  const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((i) => lane.add('x', i)));
  expect(answers).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
  expect(seen).toEqual([['a'], ['b'], ['c', 'd', 'e'], ['f']]);
});

it('never holds two items of one identity in a batch', async () => {
  const seen: string[][] = [];
  const lane = batches(async (items) => {
    seen.push([...items]);
    await turn();
    return items;
  });
  await Promise.all(['a', 'a', 'b', 'b', 'c'].map((item) => lane.add('x', item)));
  for (const items of seen) expect(new Set(items).size).toBe(items.length);
  expect(seen.flat().sort()).toEqual(['a', 'a', 'b', 'b', 'c']);
});

it('tries each item alone when its batch fails, so that one fault is not the others’', async () => {
  const lane = batches(async (items) => {
    await turn();
    if (items.includes('bad')) throw new Error('no');
    return items;
  });
  const settled = await Promise.allSettled(
    ['a', 'b', 'bad', 'c'].map((item) => lane.add('x', item)),
  );
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});
