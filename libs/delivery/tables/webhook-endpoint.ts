import type { Statement, Tx } from '#adapters/database';

/** Where a tenant is told what happened. */
export interface WebhookEndpoint {
  readonly endpointId: string;
  readonly url: string;
  /** Actions that it is told of. */
  readonly events: readonly string[];
  readonly description: string;
  /** Of its keys; each rotation is the next. */
  readonly generation: number;
  readonly rotatedAt: Date | null;
  readonly createdAt: Date;
  /** Since when nothing is sent there: it answered that it is gone. */
  readonly disabledAt: Date | null;
}

/** An endpoint's columns, by the names of `WebhookEndpoint`. */
export const ENDPOINT_COLUMNS = `e.endpoint_id AS "endpointId", e.url, e.events, e.description,
  e.generation, e.rotated_at AS "rotatedAt", e.created_at AS "createdAt",
  e.disabled_at AS "disabledAt"`;

const INSERT: Statement = {
  name: 'webhook_endpoint_insert',
  text: `INSERT INTO app.webhook_endpoint
      (cell_id, endpoint_id, url, events, description, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)`,
};
const LIST: Statement = {
  name: 'webhook_endpoint_list',
  text: `SELECT ${ENDPOINT_COLUMNS} FROM app.webhook_endpoint e WHERE e.cell_id = $1
    ORDER BY e.endpoint_id`,
};
const READ: Statement = {
  name: 'webhook_endpoint_read',
  text: `SELECT ${ENDPOINT_COLUMNS} FROM app.webhook_endpoint e
    WHERE e.cell_id = $1 AND e.endpoint_id = $2`,
};
const ROTATE: Statement = {
  name: 'webhook_endpoint_rotate',
  text: `UPDATE app.webhook_endpoint e SET generation = e.generation + 1, rotated_at = $3
    WHERE e.cell_id = $1 AND e.endpoint_id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
};
const DISABLE: Statement = {
  name: 'webhook_endpoint_disable',
  text: `UPDATE app.webhook_endpoint SET disabled_at = $3
    WHERE cell_id = $1 AND endpoint_id = $2 AND disabled_at IS NULL RETURNING endpoint_id`,
};
const DELETE: Statement = {
  name: 'webhook_endpoint_delete',
  text: `DELETE FROM app.webhook_endpoint WHERE cell_id = $1 AND endpoint_id = $2
    RETURNING endpoint_id`,
};

/** Writes a new endpoint. */
export function insertEndpoint(
  tx: Tx,
  endpoint: Pick<WebhookEndpoint, 'endpointId' | 'url' | 'events' | 'description' | 'createdAt'>,
): void {
  const { endpointId, url, events, description, createdAt } = endpoint;
  tx.send(INSERT, [tx.cell.cellId, endpointId, url, events, description, createdAt]);
}

/** Every endpoint of this (home) cell, the oldest first; there are few. */
export async function listEndpoints(tx: Tx): Promise<WebhookEndpoint[]> {
  return tx.query<WebhookEndpoint>(LIST, [tx.cell.cellId]);
}

/** An endpoint of this (home) cell. */
export async function readEndpoint(
  tx: Tx,
  endpointId: string,
): Promise<WebhookEndpoint | undefined> {
  const [endpoint] = await tx.query<WebhookEndpoint>(READ, [tx.cell.cellId, endpointId]);
  return endpoint;
}

/** Moves on to the next keys; undefined when there is no such endpoint. */
export async function rotateEndpoint(
  tx: Tx,
  endpointId: string,
  now: Date,
): Promise<WebhookEndpoint | undefined> {
  const [endpoint] = await tx.query<WebhookEndpoint>(ROTATE, [tx.cell.cellId, endpointId, now]);
  return endpoint;
}

/** Ends the sending; false when it had ended already. */
export async function disableEndpoint(tx: Tx, endpointId: string, now: Date): Promise<boolean> {
  return (await tx.query(DISABLE, [tx.cell.cellId, endpointId, now])).length === 1;
}

/** Deletes an endpoint; false when there is none. */
export async function deleteEndpoint(tx: Tx, endpointId: string): Promise<boolean> {
  return (await tx.query(DELETE, [tx.cell.cellId, endpointId])).length === 1;
}
