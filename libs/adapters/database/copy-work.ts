import type { Cell } from '#kernel';
import type { Pool, PoolClient } from 'pg';
import { type Effect, findOperation, keepOperation, type Operation } from './operation.js';
import { CellTx, Connection, ENTER_CELL, type Tx } from './tx.js';

/**
 * Transactions on a plain connection, for COPY, which a pipelined one refuses. A bulk chunk's whole
 * transaction runs here. No ORM, and no retry: a fault leaves the repeat to the queue.
 */
export class CopyWork {
  constructor(private readonly pool: Pool) {}

  /** Runs the work in one transaction of one cell; the client is for COPY alone. */
  async run<T>(cell: Cell, work: (tx: Tx, client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const connection = new Connection(client);
    let broken: unknown;
    try {
      await client.query('BEGIN');
      await client.query(ENTER_CELL.text, [cell.cellId]);
      const value = await work(new CellTx(connection, cell), client);
      await connection.settle();
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('The transaction was rolled back');
      return value;
    } catch (fault) {
      await client.query('ROLLBACK').catch((fatal: unknown) => (broken = fatal));
      throw fault;
    } finally {
      client.release(broken !== undefined);
    }
  }

  /**
   * One operation, one effect; undefined when it was done before. Two at once: the second waits at
   * the operation's row, throws, and finds the first's when it is repeated.
   */
  async once<T>(
    cell: Cell,
    operation: Operation,
    work: (tx: Tx, client: PoolClient) => Promise<Effect<T>>,
  ): Promise<T | undefined> {
    return this.run(cell, async (tx, client) => {
      if ((await findOperation(tx, operation)) !== undefined) return undefined;
      const { value, reference } = await work(tx, client);
      if (reference !== undefined && !(await keepOperation(tx, operation, reference)))
        throw new Error(`Operation ${operation.id} was done by another at the same time`);
      return value;
    });
  }
}
