import type { Pool, PoolClient } from 'pg';
import type { Statement, UnitOfWork } from '#adapters/database';
import type { HandledEvent } from './handler.js';

/** Events taken from one cell at a time, so that a busy tenant cannot starve the others. */
const PER_CELL = 200;
/** Cells looked at in one round. */
const CELLS_MAX = 100;
/** What was sent and not confirmed is due again after this; doubled at each send. */
const RESEND_AFTER_MS = 10_000;
const RESEND_DOUBLINGS_MAX = 6;

/** An outbox row that is due. */
export interface DueEvent {
  readonly cellId: number;
  readonly eventId: string;
  readonly action: string;
  readonly payload: unknown;
}

/**
 * Takes what is due, cell by cell, and hands it to `send` before the claim is committed.
 *
 * Relay and reconciler in one: what was sent and never confirmed falls due again, so a queue that
 * lost everything is filled anew. Two relays at once share the work (SKIP LOCKED).
 *
 * @returns how many were sent
 */
export async function takeDueEvents(
  relay: Pool,
  now: Date,
  send: (events: readonly DueEvent[]) => Promise<void>,
): Promise<number> {
  const { rows } = await relay.query<{ cell_id: number }>(
    `SELECT DISTINCT cell_id FROM app.outbox WHERE due_at <= $1 LIMIT ${String(CELLS_MAX)}`,
    [now],
  );
  let sent = 0;
  for (const { cell_id: cellId } of rows) sent += await takeFromCell(relay, cellId, now, send);
  return sent;
}

async function takeFromCell(
  relay: Pool,
  cellId: number,
  now: Date,
  send: (events: readonly DueEvent[]) => Promise<void>,
): Promise<number> {
  const client = await relay.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT app.enter_cell($1)', [cellId]);
    const events = await claim(client, cellId, now);
    if (events.length > 0) await send(events);
    await client.query('COMMIT');
    return events.length;
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw fault;
  } finally {
    client.release();
  }
}

async function claim(client: PoolClient, cellId: number, now: Date): Promise<DueEvent[]> {
  const { rows } = await client.query<{ event_id: string; action: string; payload: unknown }>(
    `UPDATE app.outbox o
     SET sends = least(o.sends + 1, 1000),
       due_at = $2::timestamptz
         + make_interval(secs => $3 * power(2, least(o.sends, ${String(RESEND_DOUBLINGS_MAX)})))
     FROM (SELECT event_id FROM app.outbox WHERE cell_id = $1 AND due_at <= $2
           ORDER BY due_at LIMIT ${String(PER_CELL)} FOR UPDATE SKIP LOCKED) due
     WHERE o.cell_id = $1 AND o.event_id = due.event_id
     RETURNING o.event_id, o.action, o.payload`,
    [cellId, now, RESEND_AFTER_MS / 1000],
  );
  return rows.map((row) => ({
    cellId,
    eventId: row.event_id,
    action: row.action,
    payload: row.payload,
  }));
}

const CONFIRM: Statement = {
  name: 'outbox_confirm',
  text: `UPDATE app.outbox SET confirmed = array_append(array_remove(confirmed, $3), $3)
         WHERE cell_id = $1 AND event_id = $2 RETURNING cardinality(confirmed) AS handlers`,
};
const REMOVE: Statement = {
  name: 'outbox_remove',
  text: 'DELETE FROM app.outbox WHERE cell_id = $1 AND event_id = $2',
};

/** Says that a handler has done its part; the last one removes the event from the outbox. */
export async function confirmEvent(
  work: UnitOfWork,
  event: HandledEvent,
  handlerName: string,
  handlerCount: number,
): Promise<void> {
  await work.run(event.cell, async (tx) => {
    const key = [tx.cell.cellId, event.id];
    const [row] = await tx.query<{ handlers: number }>(CONFIRM, [...key, handlerName]);
    if (row && row.handlers >= handlerCount) tx.send(REMOVE, key);
  });
}
