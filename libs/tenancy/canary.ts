import { type Cell, invariant } from '#kernel';
import { CONTROL_CELL, type Statement, type UnitOfWork } from '#adapters/database';
import type { Cells } from './cells.js';

const INSERT: Statement = {
  name: 'canary_insert',
  text: 'INSERT INTO app.canary (cell_id) VALUES ($1) ON CONFLICT (cell_id) DO NOTHING',
};
const COUNT: Statement = {
  name: 'canary_count',
  text: 'SELECT cell_id FROM app.canary WHERE cell_id = $1',
};
const FIRST_CELLS: Statement = {
  name: 'cell_read_first',
  text: 'SELECT cell_id FROM control.cell ORDER BY cell_id LIMIT $1',
};
/** Cells looked at: one whose making was interrupted may still lack its canary. */
const CELLS_READ = 8;

/** A row in every cell that must be seen by whoever entered it. */
export class Canary {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  /** Puts the row where it is missing. Safe to repeat. */
  async insert(cells: readonly Cell[]): Promise<void> {
    await this.work.gather(cells, async (tx) => tx.send(INSERT, [tx.cell.cellId]));
  }

  /**
   * Throws when a cell that was entered shows nothing: then every read would answer "absent",
   * silently. True of a database without cells.
   */
  async check(): Promise<void> {
    const first = await this.work.run(CONTROL_CELL, (tx) =>
      tx.query<{ cell_id: number }>(FIRST_CELLS, [CELLS_READ]),
    );
    let seen = 0;
    for (const { cell_id: cellId } of first) seen += await this.rowsOf(cellId);
    invariant(first.length === 0 || seen > 0, 'a cell that was entered shows its canary');
  }

  private async rowsOf(cellId: number): Promise<number> {
    const cell = await this.cells.byCellId(cellId);
    invariant(cell, 'a cell is on the map');
    return this.work.run(cell, async (tx) => (await tx.query(COUNT, [tx.cell.cellId])).length);
  }
}
