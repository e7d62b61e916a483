import { type Cell, invariant } from '#kernel';

/** The cell of a bucket among all cells of a tenant, which are a power of two in order of bucket. */
export function cellIn(cells: readonly Cell[], bucket: number): Cell {
  const cell = cells[bucket & (cells.length - 1)];
  invariant(cell, 'a tenant has a cell for each bucket');
  return cell;
}
