import type { ImportRow } from './row.js';
import { ROWS_MAX, SeenRows } from './seen-rows.js';

const rowOf = (reference: string, cluster: string, row: number): ImportRow => ({
  reference,
  cluster,
  row,
  email: null,
  basis: null,
  data: {},
  document: '{}',
});

/** Guards the large file: a row that comes twice must be refused wherever in it. */
it('knows a repeated row however many subjects came before, and names the first', () => {
  const seen = new SeenRows(10);
  const subjects = 20_000;
  let refused = 0;
  for (let i = 0; i < subjects; i++)
    for (const [at, cluster] of ['orders', 'profile'].entries())
      if (!seen.note(rowOf(`S-${i}`, cluster, 2 * i + at + 1)).ok) refused++;
  expect(refused).toBe(0);
  for (const i of [3, 9, 10, 11, 4096, subjects - 1])
    expect(seen.note(rowOf(`S-${i}`, 'profile', 50_000))).toEqual({
      ok: false,
      error: {
        column: 'cluster',
        rule: 'duplicate-row',
        detail: `row ${2 * i + 2} has this subject and cluster already`,
      },
    });
  expect(seen.note(rowOf('S-new', 'profile', 50_001)).ok).toBe(true);
});

it('takes no more rows than it can know', () => {
  const seen = new SeenRows();
  expect(seen.note(rowOf('S-1', 'orders', ROWS_MAX)).ok).toBe(true);
  expect(seen.note(rowOf('S-2', 'orders', ROWS_MAX + 1))).toMatchObject({
    ok: false,
    error: { rule: 'too-many-rows' },
  });
});
