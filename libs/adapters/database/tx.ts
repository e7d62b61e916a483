import type { Writable } from 'node:stream';
import { type Cell, invariant } from '#kernel';
import type { PoolClient, QueryResult } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';

/** A statement prepared once per connection under its name. One name, one text, for ever. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/**
 * One transaction, standing in one cell.
 *
 * Statements are pipelined: those sent without awaiting travel together, in the order of the calls.
 * On a plain connection each waits for the one before.
 */
export interface Tx {
  readonly cell: Cell;
  /** TypeORM on this transaction's connection; not for hot paths. */
  readonly orm: EntityManager;
  /** Runs a prepared statement and gives its rows. */
  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  /** Sends a statement whose rows nobody reads; a fault of it fails the commit. */
  send(statement: Statement, values: readonly unknown[]): void;
  /** Enters another cell and comes back. For consent and sharing alone; no statement spans. */
  visit<T>(cell: Cell, work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** Sets the cell that row-level security compares. Nothing else sets it. */
export const ENTER_CELL: Statement = { name: 'enter_cell', text: 'SELECT app.enter_cell($1)' };

/** What a transaction shares between the cells that it visits. */
export class Connection {
  private readonly sent: Promise<unknown>[] = [];
  private readonly stream: Writable;
  private gathering = false;
  /** The end of the last statement, where the connection takes one at a time. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param runner of a pipelined connection; a plain one has none, and takes one at a time */
  constructor(
    readonly client: PoolClient,
    readonly runner?: QueryRunner,
  ) {
    ({ stream: this.stream } = (client as unknown as Connected).connection);
  }

  /** The rows of a prepared statement. */
  async query<Row extends object>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const result = await this.ask<Row>(statement, values);
    return result.rows;
  }

  /** Sends without waiting; `settle` throws the first fault. */
  send(statement: Statement, values: readonly unknown[]): void {
    const sending = this.ask(statement, values);
    // The fault is thrown by `settle`; until then it must not count as unhandled.
    sending.catch(() => undefined);
    this.sent.push(sending);
  }

  /** Waits for everything sent; throws the first fault among it. */
  async settle(): Promise<void> {
    await Promise.all(this.sent);
  }

  private ask<Row extends object>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    const query = { ...statement, values: [...values] };
    if (this.runner) {
      this.gather();
      return this.client.query<Row>(query);
    }
    const asked = this.last.then(() => this.client.query<Row>(query));
    this.last = asked.catch(() => undefined);
    return asked;
  }

  /** What one turn sends leaves in one write: a system call costs more than a statement's bytes. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    this.stream.cork();
    process.nextTick(() => {
      this.gathering = false;
      this.stream.uncork();
    });
  }
}

/** What a client of `pg` has besides what its types tell. */
interface Connected {
  readonly connection: { readonly stream: Writable };
}

/** A transaction's view from one cell. */
export class CellTx implements Tx {
  constructor(
    private readonly connection: Connection,
    readonly cell: Cell,
  ) {}

  get orm(): EntityManager {
    invariant(this.connection.runner, 'a plain connection has no ORM');
    return this.connection.runner.manager;
  }

  query<Row extends object>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return this.connection.query<Row>(statement, values);
  }

  send(statement: Statement, values: readonly unknown[]): void {
    this.connection.send(statement, values);
  }

  async visit<T>(cell: Cell, work: (tx: Tx) => Promise<T>): Promise<T> {
    this.connection.send(ENTER_CELL, [cell.cellId]);
    try {
      return await work(new CellTx(this.connection, cell));
    } finally {
      this.connection.send(ENTER_CELL, [this.cell.cellId]);
    }
  }
}
