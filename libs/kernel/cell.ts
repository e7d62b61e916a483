/** Live data and test data never meet: each lives in cells of its own. */
export type Mode = 'live' | 'test';

/** Control's own cell: what stands between tenants, or is needed before one is known. */
export const CONTROL_CELL_ID = 0;

/**
 * The part of a tenant's data that lives together on one node.
 *
 * `bucket` is the cell's own number among its tenant's cells, in [0, cells); the cell of bucket 0
 * is the tenant's home cell.
 */
export interface Cell {
  readonly cellId: number;
  readonly tenantId: string;
  readonly mode: Mode;
  readonly bucket: number;
}
