import { bucketOfId, type Cell, invariant, type Mode } from '#kernel';
import { CONTROL_CELL, type Statement, type UnitOfWork } from '#adapters/database';

const READ_CELLS: Statement = {
  name: 'cell_read_all',
  text: `SELECT cell_id, tenant_id, mode, bucket FROM control.cell
         ORDER BY tenant_id, mode, bucket`,
};

interface CellRow {
  readonly cell_id: number;
  readonly tenant_id: string;
  readonly mode: Mode;
  readonly bucket: number;
}

/**
 * Where everything lives: a tenant, a mode and an id give a cell. The only maker of a `Cell`.
 *
 * The map is kept in memory and read again when it lacks what is asked for.
 */
export class Cells {
  private byTenant = new Map<string, readonly Cell[]>();
  private byId = new Map<number, Cell>();

  constructor(private readonly work: UnitOfWork) {}

  /** The cell of whatever the id is about; undefined when there is no such tenant. */
  async of(tenantId: string, mode: Mode, id: string): Promise<Cell | undefined> {
    return this.ofBucket(tenantId, mode, bucketOfId(id));
  }

  /** The cell of a bucket in [0, 4096). */
  async ofBucket(tenantId: string, mode: Mode, bucket: number): Promise<Cell | undefined> {
    const cells = await this.all(tenantId, mode);
    // A power of two of cells, so the mask keeps the low bits.
    return cells[bucket & (cells.length - 1)];
  }

  /** The cell of what is the tenant's as a whole; throws for a tenant that does not exist. */
  async home(tenantId: string, mode: Mode): Promise<Cell> {
    const [home] = await this.all(tenantId, mode);
    invariant(home, 'a tenant has a home cell');
    return home;
  }

  /** Every cell of the tenant, in order of bucket; empty when there is no such tenant. */
  async all(tenantId: string, mode: Mode): Promise<readonly Cell[]> {
    const key = `${tenantId} ${mode}`;
    if (!this.byTenant.has(key)) await this.load();
    return this.byTenant.get(key) ?? [];
  }

  /** The cell of an outbox row. */
  async byCellId(cellId: number): Promise<Cell | undefined> {
    if (cellId === CONTROL_CELL.cellId) return CONTROL_CELL;
    if (!this.byId.has(cellId)) await this.load();
    return this.byId.get(cellId);
  }

  /** Every cell there is, control's first; read anew. For schedules, never for a call. */
  async every(): Promise<readonly Cell[]> {
    await this.load();
    return [CONTROL_CELL, ...this.byId.values()];
  }

  private async load(): Promise<void> {
    const rows = await this.work.run(CONTROL_CELL, (tx) => tx.query<CellRow>(READ_CELLS, []));
    const cells = rows.map((row) => ({
      cellId: row.cell_id,
      tenantId: row.tenant_id,
      mode: row.mode,
      bucket: row.bucket,
    }));
    this.byId = new Map(cells.map((cell) => [cell.cellId, cell]));
    const byTenant = new Map<string, Cell[]>();
    for (const cell of cells) {
      const key = `${cell.tenantId} ${cell.mode}`;
      byTenant.set(key, [...(byTenant.get(key) ?? []), cell]);
    }
    this.byTenant = byTenant;
  }
}
