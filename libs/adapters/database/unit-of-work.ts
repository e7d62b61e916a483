import { setTimeout as pause } from 'node:timers/promises';
import type { Cell } from '#kernel';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type Operation, type Once, runOnce } from './operation.js';
import { CellTx, Connection, ENTER_CELL, type Tx } from './tx.js';

/** Deadlock detected; serialization failure: the stray case, retried. */
const RETRIED = new Set(['40P01', '40001']);
const ATTEMPTS_MAX = 6;
const PAUSE_MS = 8;
/** Cells read side by side by `gather`. */
const GATHER_WIDTH = 16;

/** Where the rows of a cell live: one server today, so one pool; control has its own. */
export interface Pools {
  of(cell: Cell): DataSource;
}

/**
 * The one way to a table: a transaction in one cell.
 *
 * What the work returns is committed, a refusal too; a throw rolls back. So refuse before writing.
 */
export class UnitOfWork {
  constructor(private readonly pools: Pools) {}

  /** Runs the work in one transaction of one cell. The work may run again: no effects outside. */
  async run<T>(cell: Cell, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(cell, work);
      } catch (fault) {
        if (attempt === ATTEMPTS_MAX || !isStray(fault)) throw fault;
        await pause(Math.random() * PAUSE_MS * 2 ** attempt);
      }
    }
  }

  /**
   * One operation, one effect. The operation's row is the last of the effect's transaction; who
   * finds it there rolls back and answers by `again`, which decides anew from the reference kept.
   */
  async once<T>(cell: Cell, operation: Operation | undefined, once: Once<T>): Promise<T> {
    if (!operation) return this.run(cell, async (tx) => (await once.first(tx)).value);
    return runOnce(this, cell, operation, once);
  }

  /** The same read in each cell, side by side, in the order of the cells. */
  async gather<T>(cells: readonly Cell[], read: (tx: Tx) => Promise<T>): Promise<T[]> {
    const answers: T[] = [];
    for (let start = 0; start < cells.length; start += GATHER_WIDTH) {
      const some = cells.slice(start, start + GATHER_WIDTH);
      answers.push(...(await Promise.all(some.map((cell) => this.run(cell, read)))));
    }
    return answers;
  }

  private async attempt<T>(cell: Cell, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.pools.of(cell).createQueryRunner();
    const client = (await runner.connect()) as PoolClient;
    const connection = new Connection(client, runner);
    // TypeORM must join this transaction instead of opening one of its own.
    Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
    let broken: unknown;
    try {
      connection.send({ name: 'begin', text: 'BEGIN' }, []);
      connection.send(ENTER_CELL, [cell.cellId]);
      const value = await work(new CellTx(connection, cell));
      const committed = client.query({ name: 'commit', text: 'COMMIT' });
      const [, { command }] = await Promise.all([connection.settle(), committed]);
      // A swallowed fault "commits" as ROLLBACK.
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back');
      return value;
    } catch (fault) {
      await client.query('ROLLBACK').catch((fatal: unknown) => (broken = fatal));
      throw fault;
    } finally {
      Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
      if (broken) client.release(true);
      else await runner.release();
    }
  }
}

function isStray(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && RETRIED.has(String(fault.code));
}
