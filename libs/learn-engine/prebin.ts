/** Rows and bads of all that is learnt from. */
export interface Totals {
  readonly rows: number;
  readonly bads: number;
}

/** Fine bins by rising value, as running totals: prebins [a, b) hold rowsBefore[b] - rowsBefore[a]. */
export interface Prebins {
  readonly upTo: readonly number[];
  readonly rowsBefore: readonly number[];
  readonly badsBefore: readonly number[];
  readonly missing: Totals;
  readonly all: Totals;
}

/** Parts of the values that a fine bin is at least: the search costs the third power of them. */
const PARTS = 48;

/**
 * Cuts values into fine bins, 72 at most: each holds a 48th of the values, unless one that fills
 * two by itself closes it early.
 */
export function prebin(values: Float64Array, bad: Uint8Array): Prebins {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const upTo = edgesOf(known);
  const rows = new Array<number>(upTo.length).fill(0);
  const bads = new Array<number>(upTo.length).fill(0);
  const missing = { rows: 0, bads: 0 };
  const all = { rows: values.length, bads: 0 };
  for (let r = 0; r < values.length; r++) {
    const value = values[r] ?? Number.NaN;
    const isBad = bad[r] ?? 0;
    all.bads += isBad;
    if (Number.isNaN(value)) {
      missing.rows++;
      missing.bads += isBad;
      continue;
    }
    const at = firstAtLeast(upTo, value);
    rows[at] = (rows[at] ?? 0) + 1;
    bads[at] = (bads[at] ?? 0) + isBad;
  }
  return { upTo, rowsBefore: running(rows), badsBefore: running(bads), missing, all };
}

/** @param sorted rising */
function edgesOf(sorted: Float64Array): number[] {
  const part = sorted.length / PARTS;
  const edges: number[] = [];
  let open = 0;
  for (let i = 0; i < sorted.length;) {
    const value = sorted[i] ?? 0;
    let end = i + 1;
    while (end < sorted.length && sorted[end] === value) end++;
    if (end - i >= 2 * part && open > 0) {
      edges.push(sorted[i - 1] ?? 0);
      open = 0;
    }
    open += end - i;
    if (open >= part || end === sorted.length) {
      edges.push(value);
      open = 0;
    }
    i = end;
  }
  return edges;
}

function firstAtLeast(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function running(counts: readonly number[]): number[] {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) ?? 0) + count);
  return sums;
}
