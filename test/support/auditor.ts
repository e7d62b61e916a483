import pg from 'pg';
import { testEnvironment } from './environment.js';

let pool: pg.Pool | undefined;

/** Sees all cells: what the apps' roles cannot. */
export const auditor = {
  /** Rows of a query. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    pool ??= new pg.Pool({ connectionString: testEnvironment().adminUrl, max: 2 });
    return (await pool.query<Row>(text, [...values])).rows;
  },

  /** Rows of an app table that have these values. */
  async rows<Row extends object = Record<string, unknown>>(
    table: string,
    where: Readonly<Record<string, unknown>>,
  ): Promise<Row[]> {
    const names = Object.keys(where);
    const condition = names.map((name, at) => `${name} = $${String(at + 1)}`).join(' AND ');
    return this.query<Row>(`SELECT * FROM app.${table} WHERE ${condition}`, Object.values(where));
  },

  /** Runs a statement in a transaction of its own, which stays open until `release`. */
  async hold(statement: string): Promise<{ release(): Promise<void> }> {
    const client = new pg.Client({ connectionString: testEnvironment().adminUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(statement);
    return { release: () => client.end() };
  },

  /** Lets go of the connections; call after all. */
  async close(): Promise<void> {
    await pool?.end();
    pool = undefined;
  },
};
