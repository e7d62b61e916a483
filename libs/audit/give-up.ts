import type { Statement, UnitOfWork } from '#adapters/database';
import { eventGivenUp } from './events.js';
import type { HandledEvent, Patience } from './handler.js';
import { record } from './record.js';

/**
 * Failed deliveries after which an event is given up. They come after 10 s, 20 s … and then once an
 * hour: the twelfth four hours after the first, the eightieth three days after it.
 */
const FAILURES_MAX = { hours: 12, days: 80 } as const satisfies Record<Patience, number>;

const COUNT: Statement = {
  name: 'outbox_count_failure',
  text: `UPDATE app.outbox SET failures = least(failures + 1, 1000)
         WHERE cell_id = $1 AND event_id = $2 AND given_up_at IS NULL RETURNING failures`,
};
const GIVE_UP: Statement = {
  name: 'outbox_give_up',
  text: `UPDATE app.outbox SET given_up_at = $3, due_at = NULL
         WHERE cell_id = $1 AND event_id = $2 AND given_up_at IS NULL RETURNING failures`,
};

/**
 * Counts a delivery that a handler could not carry out. While the database is away nothing is
 * counted, and so nothing given up.
 *
 * @returns whether it was the last that `patience` allows
 */
export async function countFailure(
  work: UnitOfWork,
  event: HandledEvent,
  patience: Patience,
): Promise<boolean> {
  const [row] = await work.run(event.cell, (tx) =>
    tx.query<{ failures: number }>(COUNT, [tx.cell.cellId, event.id]),
  );
  return row !== undefined && row.failures >= FAILURES_MAX[patience];
}

/** Sends the event no more. Its row stays, for the operator to see; the log says who gave it up. */
export async function giveUpEvent(
  work: UnitOfWork,
  event: HandledEvent,
  handlerName: string,
  now: Date,
): Promise<void> {
  await work.run(event.cell, async (tx) => {
    const key = [tx.cell.cellId, event.id];
    const [row] = await tx.query<{ failures: number }>(GIVE_UP, [...key, now]);
    if (!row) return;
    const { request_id: requestId } = event.payload;
    const actor = { kind: 'system', id: handlerName, requestId } as const;
    record(tx, actor, eventGivenUp(event, row.failures), now);
  });
}
