/** Sum, mean, largest, last or variation of a column from an index on; what is NaN is left out. */
export function aggregateColumn(
  how: 'sum' | 'mean' | 'max' | 'latest' | 'cv',
  column: readonly number[],
  from: number,
): number {
  let count = 0;
  let sum = 0;
  let max = -Infinity;
  let latest = Number.NaN;
  for (let i = from; i < column.length; i++) {
    const value = column[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    if (value > max) max = value;
    latest = value;
  }
  if (how === 'sum') return sum;
  if (count === 0) return Number.NaN;
  if (how === 'mean') return sum / count;
  if (how === 'max') return max;
  if (how === 'latest') return latest;
  return variation(column, from, { count, mean: sum / count });
}

/** Standard deviation (of the population) over the mean; NaN under two values or without a mean. */
function variation(
  column: readonly number[],
  from: number,
  { count, mean }: { readonly count: number; readonly mean: number },
): number {
  if (count < 2 || mean <= 0) return Number.NaN;
  let squares = 0;
  for (let i = from; i < column.length; i++) {
    const value = column[i] ?? Number.NaN;
    if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  }
  return Math.sqrt(squares / count) / mean;
}

/** Least-squares slope a month and the mean; NaN under three values. */
export function slopeOf(
  months: readonly number[],
  column: readonly number[],
  from: number,
): { readonly slope: number; readonly mean: number } {
  const points: [number, number][] = [];
  for (let i = from; i < column.length; i++) {
    const value = column[i] ?? Number.NaN;
    if (!Number.isNaN(value)) points.push([months[i] ?? 0, value]);
  }
  if (points.length < 3) return { slope: Number.NaN, mean: Number.NaN };
  const meanMonth = points.reduce((sum, [month]) => sum + month, 0) / points.length;
  const mean = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
  let over = 0;
  let under = 0;
  for (const [month, value] of points) {
    over += (month - meanMonth) * (value - mean);
    under += (month - meanMonth) ** 2;
  }
  return { slope: over / under, mean };
}
