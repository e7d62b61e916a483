import { newId, type Statement, type Tx } from '#adapters/database';

/** What is to be done later: an outbox row without an entry, as nothing has happened yet. */
export interface Task {
  /** As an event's action; its handlers are registered in the same list. */
  readonly action: string;
  readonly resource: { readonly kind: string; readonly id: string };
  readonly requestId: string;
  readonly details: Readonly<Record<string, string | number>>;
}

const INSERT_TASK: Statement = {
  name: 'outbox_insert_task',
  text: `INSERT INTO app.outbox (cell_id, event_id, action, payload, created_at, due_at)
    VALUES ($1, $2, $3, $4, $5, $6)`,
};

/** Has the task's handlers called at `dueAt` or soon after, durably, if this transaction commits. */
export function schedule(tx: Tx, task: Task, now: Date, dueAt: Date): void {
  const { action, resource, requestId, details } = task;
  const payload = { resource, request_id: requestId, details };
  tx.send(INSERT_TASK, [tx.cell.cellId, newId(now), action, JSON.stringify(payload), now, dueAt]);
}
