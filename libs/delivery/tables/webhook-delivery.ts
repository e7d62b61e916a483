import type { Statement, Tx } from '#adapters/database';
import { ENDPOINT_COLUMNS, type WebhookEndpoint } from './webhook-endpoint.js';

/** How the telling of an event to an endpoint goes. */
export type DeliveryStatus = 'pending' | 'delivered' | 'failed';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly deliveryId: string;
  readonly endpointId: string;
  /** The entry in the tenant's own audit log. */
  readonly eventId: string;
  /** The event's action. */
  readonly type: string;
  /** What is sent, to the letter. */
  readonly body: string;
  readonly status: DeliveryStatus;
  /** Counts what was planned; only the newest plan is carried out. */
  readonly turn: number;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastFault: string | null;
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `d.delivery_id AS "deliveryId", d.endpoint_id AS "endpointId",
  d.event_id AS "eventId", d.type, d.body, d.status, d.turn, d.attempts,
  d.last_status AS "lastStatus", d.last_fault AS "lastFault", d.next_at AS "nextAt",
  d.created_at AS "createdAt", d.finished_at AS "finishedAt"`;

const INSERT: Statement = {
  name: 'webhook_delivery_insert',
  text: `INSERT INTO app.webhook_delivery
      (cell_id, delivery_id, endpoint_id, event_id, type, body, status, next_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $7)
    ON CONFLICT (cell_id, endpoint_id, event_id) DO NOTHING RETURNING delivery_id`,
};
const READ: Statement = {
  name: 'webhook_delivery_read',
  text: `SELECT ${COLUMNS} FROM app.webhook_delivery d WHERE d.cell_id = $1 AND d.delivery_id = $2`,
};
const LOCK: Statement = {
  name: 'webhook_delivery_lock',
  text: `${READ.text} FOR NO KEY UPDATE`,
};
const READ_ENDPOINT_OF: Statement = {
  name: 'webhook_delivery_endpoint',
  text: `SELECT ${ENDPOINT_COLUMNS} FROM app.webhook_delivery d
    JOIN app.webhook_endpoint e ON e.cell_id = $1 AND e.endpoint_id = d.endpoint_id
    WHERE d.cell_id = $1 AND d.delivery_id = $2`,
};
const WRITE: Statement = {
  name: 'webhook_delivery_write',
  text: `UPDATE app.webhook_delivery SET status = $3, turn = $4, attempts = $5, last_status = $6,
      last_fault = $7, next_at = $8, finished_at = $9
    WHERE cell_id = $1 AND delivery_id = $2`,
};
const LIST: Statement = {
  name: 'webhook_delivery_list',
  text: `SELECT ${COLUMNS} FROM app.webhook_delivery d
    WHERE d.cell_id = $1 AND d.endpoint_id = $2 AND ($3::text IS NULL OR d.status = $3)
      AND ($4::uuid IS NULL OR d.delivery_id < $4)
    ORDER BY d.delivery_id DESC LIMIT $5`,
};
/** Rows deleted by one statement. */
const BATCH = 1_000;
const SWEEP: Statement = {
  name: 'webhook_delivery_sweep',
  text: `DELETE FROM app.webhook_delivery WHERE cell_id = $1 AND delivery_id IN (
      SELECT delivery_id FROM app.webhook_delivery WHERE cell_id = $1 AND finished_at <= $2
      LIMIT ${String(BATCH)}) RETURNING delivery_id`,
};

/** Writes a delivery that is due now; false when this event is on its way to this endpoint already. */
export async function insertDelivery(
  tx: Tx,
  delivery: Pick<
    WebhookDelivery,
    'deliveryId' | 'endpointId' | 'eventId' | 'type' | 'body' | 'createdAt'
  >,
): Promise<boolean> {
  const { deliveryId, endpointId, eventId, type, body, createdAt } = delivery;
  const values = [tx.cell.cellId, deliveryId, endpointId, eventId, type, body, createdAt];
  return (await tx.query(INSERT, values)).length === 1;
}

/** A delivery of this (home) cell. */
export async function readDelivery(
  tx: Tx,
  deliveryId: string,
): Promise<WebhookDelivery | undefined> {
  const [delivery] = await tx.query<WebhookDelivery>(READ, [tx.cell.cellId, deliveryId]);
  return delivery;
}

/** The same, locked until the transaction ends. */
export async function lockDelivery(
  tx: Tx,
  deliveryId: string,
): Promise<WebhookDelivery | undefined> {
  const [delivery] = await tx.query<WebhookDelivery>(LOCK, [tx.cell.cellId, deliveryId]);
  return delivery;
}

/** Where a delivery goes; undefined when the endpoint has been deleted. */
export async function endpointOf(tx: Tx, deliveryId: string): Promise<WebhookEndpoint | undefined> {
  const key = [tx.cell.cellId, deliveryId];
  const [endpoint] = await tx.query<WebhookEndpoint>(READ_ENDPOINT_OF, key);
  return endpoint;
}

/** Writes how a locked delivery stands. */
export function writeDelivery(tx: Tx, delivery: WebhookDelivery): void {
  const { deliveryId, status, turn, attempts, lastStatus, lastFault, nextAt, finishedAt } =
    delivery;
  const values = [status, turn, attempts, lastStatus, lastFault, nextAt, finishedAt];
  tx.send(WRITE, [tx.cell.cellId, deliveryId, ...values]);
}

/** Which deliveries of an endpoint are listed. */
export interface DeliveryPage {
  readonly endpointId: string;
  readonly status: DeliveryStatus | undefined;
  /** Those older than this one. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Deliveries to an endpoint, the newest first. */
export async function listDeliveries(tx: Tx, page: DeliveryPage): Promise<WebhookDelivery[]> {
  const { endpointId, status, after, limit } = page;
  const values = [tx.cell.cellId, endpointId, status ?? null, after ?? null, limit];
  return tx.query<WebhookDelivery>(LIST, values);
}

/** Deletes one batch of what was finished at `before` or earlier; whether there may be more. */
export async function sweepDeliveries(tx: Tx, before: Date): Promise<boolean> {
  return (await tx.query(SWEEP, [tx.cell.cellId, before])).length === BATCH;
}
