import type { Pool } from 'pg';
import type { Statement, Tx } from './tx.js';

const DAY_MS = 86_400_000;
/** How long an operation that a caller named answers a repeat. */
const CALL_KEPT_MS = DAY_MS;
/** How long a handled event is remembered: far longer than the outbox sends it again. */
const EVENT_KEPT_MS = 30 * DAY_MS;
/** Rows deleted by one statement. */
const BATCH = 5_000;
/** Months whose partitions are made ahead, this one included. */
const MONTHS_AHEAD = 3;

/** Tables that grow for ever, partitioned by month. */
const PARTITIONED = ['audit_entry', 'access_decision'] as const;

const SWEEP: Statement = {
  name: 'operation_sweep',
  text: `DELETE FROM app.operation WHERE cell_id = $1 AND operation_id IN (
           SELECT operation_id FROM app.operation WHERE cell_id = $1 AND created_at < $2
             AND (created_at < $3 OR operation_id !~ '^[0-9a-f-]{36}:[a-z0-9-]+$')
           LIMIT ${String(BATCH)})
         RETURNING operation_id`,
};

/**
 * Deletes one batch of this cell's operations whose time is over: 24 hours; 30 days for an event's.
 *
 * @returns whether there may be more
 */
export async function sweepOperations(tx: Tx, now: Date): Promise<boolean> {
  const before = [CALL_KEPT_MS, EVENT_KEPT_MS].map((keptMs) => new Date(now.getTime() - keptMs));
  const swept = await tx.query(SWEEP, [tx.cell.cellId, ...before]);
  return swept.length === BATCH;
}

/** SQLSTATE of a table that another worker has made at the same moment. */
const DUPLICATE_TABLE = '42P07';

/** Makes the partitions of this month and the next two, where they are not there yet. */
export async function ensureMonths(app: Pool, now: Date): Promise<void> {
  for (const parent of PARTITIONED)
    for (let ahead = 0; ahead < MONTHS_AHEAD; ahead++) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead));
      const day = month.toISOString().slice(0, 10);
      await app
        .query('SELECT app.ensure_month($1, $2::date)', [parent, day])
        .catch((fault: unknown) => {
          if (!(fault instanceof Error && 'code' in fault && fault.code === DUPLICATE_TABLE))
            throw fault;
        });
    }
}
