import { type Cell, CONTROL_CELL_ID } from '#kernel';

/** Control is a cell too, so that audit, outbox and operations hold there unchanged. */
export const CONTROL_CELL: Cell = {
  cellId: CONTROL_CELL_ID,
  tenantId: '00000000-0000-0000-0000-000000000000',
  mode: 'live',
  bucket: 0,
};
