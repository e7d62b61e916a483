import type { Pool, PoolClient } from 'pg';
import type { Statement, UnitOfWork } from '#adapters/database';
import type { HandledEvent } from './handler.js';

/** Events taken from one cell at a time, so that a busy tenant cannot starve the others. */
const PER_CELL = 200;
/** Cells looked at in one round: those that have waited longest. */
const CELLS_MAX = 100;
/** What was sent and not confirmed is due again after this; doubled at each send, up to an hour. */
const RESEND_AFTER_S = 10;
const RESEND_AFTER_MAX_S = 3_600;
const RESEND_DOUBLINGS_MAX = 9;

/** An outbox row that is due. */
export interface DueEvent {
  readonly cellId: number;
  readonly eventId: string;
  readonly action: string;
  readonly payload: unknown;
}

/** When a round is, and which cells it leaves alone, as they failed a moment ago. */
export interface Round {
  readonly now: Date;
  readonly resting: readonly number[];
}

/** What a round came to. */
export interface RoundTaken {
  readonly sent: number;
  /** Cells whose rows could not be taken; the others’ were. */
  readonly failed: readonly { readonly cellId: number; readonly fault: unknown }[];
}

/** What hands events on failed: no cell's own fault, so the round ends with it. */
class SendFault extends Error {}

/**
 * Takes what is due, cell by cell, and hands it to `send` before the claim is committed.
 *
 * Relay and reconciler in one: what was sent and never confirmed falls due again, so a queue that
 * lost everything is filled anew. Two relays at once share the work (SKIP LOCKED). A cell that
 * fails does not keep the cells after it from their turn.
 */
export async function takeDueEvents(
  relay: Pool,
  { now, resting }: Round,
  send: (events: readonly DueEvent[]) => Promise<void>,
): Promise<RoundTaken> {
  const { rows } = await relay.query<{ cell_id: number }>(
    `SELECT cell_id FROM app.outbox WHERE due_at <= $1 AND cell_id <> ALL ($2::integer[])
     GROUP BY cell_id ORDER BY min(due_at), cell_id LIMIT ${String(CELLS_MAX)}`,
    [now, resting],
  );
  let sent = 0;
  const failed: { cellId: number; fault: unknown }[] = [];
  for (const { cell_id: cellId } of rows)
    try {
      sent += await takeFromCell(relay, cellId, now, send);
    } catch (fault) {
      if (fault instanceof SendFault) throw fault.cause;
      failed.push({ cellId, fault });
    }
  return { sent, failed };
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
    if (events.length > 0)
      await send(events).catch((cause: unknown) => {
        throw new SendFault('The events were not handed on', { cause });
      });
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
         + make_interval(secs => least(${String(RESEND_AFTER_MAX_S)},
             ${String(RESEND_AFTER_S)} * power(2, least(o.sends, ${String(RESEND_DOUBLINGS_MAX)}))))
     FROM (SELECT event_id FROM app.outbox WHERE cell_id = $1 AND due_at <= $2
           ORDER BY due_at LIMIT ${String(PER_CELL)} FOR UPDATE SKIP LOCKED) due
     WHERE o.cell_id = $1 AND o.event_id = due.event_id
     RETURNING o.event_id, o.action, o.payload`,
    [cellId, now],
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
