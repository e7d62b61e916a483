import type { Operation, Statement, Tx } from '#adapters/database';
import type { Json } from '#kernel';
import type { ScoreInput } from '../score-batch.js';

/** Why an item has no score, as it is kept: a code and its details. */
export interface KeptRefusal {
  readonly code: string;
  readonly [detail: string]: Json;
}

/** How an item ended: by which ids its score is found, or why there is none. */
export type ItemOutcome =
  | {
      readonly scored: {
        readonly scoreId: string;
        readonly consentVersion: number;
        readonly decisionId: string;
        readonly auditEventId: string;
      };
    }
  | { readonly refused: KeptRefusal };

/** One score of a request; without an outcome it is still to be made. */
export interface RequestItem {
  /** Absent where what was asked could not be read; such an item was refused at once. */
  readonly input?: ScoreInput;
  readonly operation?: Pick<Operation, 'id' | 'fingerprint'>;
  readonly outcome?: ItemOutcome;
}

/** Scores that were accepted and are made after the answer. In the home cell. */
export interface ScoreRequest {
  readonly requestId: string;
  readonly status: 'pending' | 'done';
  /** The key that asked, and the call in which it did. */
  readonly apiKeyId: string;
  readonly callId: string;
  readonly items: readonly RequestItem[];
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `request_id AS "requestId", status, api_key_id AS "apiKeyId", call_id AS "callId",
  items, created_at AS "createdAt", finished_at AS "finishedAt"`;

const INSERT: Statement = {
  name: 'score_request_insert',
  text: `INSERT INTO app.score_request
      (cell_id, request_id, status, api_key_id, call_id, items, created_at)
    VALUES ($1, $2, 'pending', $3, $4, $5, $6)`,
};
const READ: Statement = {
  name: 'score_request_read',
  text: `SELECT ${COLUMNS} FROM app.score_request WHERE cell_id = $1 AND request_id = $2`,
};
const LOCK: Statement = { name: 'score_request_lock', text: `${READ.text} FOR NO KEY UPDATE` };
const WRITE: Statement = {
  name: 'score_request_write',
  text: `UPDATE app.score_request SET items = $3, status = $4, finished_at = $5
    WHERE cell_id = $1 AND request_id = $2`,
};
/** Rows deleted by one statement. */
const BATCH = 500;
const SWEEP: Statement = {
  name: 'score_request_sweep',
  text: `DELETE FROM app.score_request WHERE cell_id = $1 AND request_id IN (
      SELECT request_id FROM app.score_request WHERE cell_id = $1 AND created_at <= $2
      LIMIT ${String(BATCH)}) RETURNING request_id`,
};

/** Writes a request whose items are to be made. */
export function insertScoreRequest(
  tx: Tx,
  request: Omit<ScoreRequest, 'status' | 'finishedAt'>,
): void {
  const { requestId, apiKeyId, callId, items, createdAt } = request;
  tx.send(INSERT, [tx.cell.cellId, requestId, apiKeyId, callId, JSON.stringify(items), createdAt]);
}

/** A request of this (home) cell. */
export async function readScoreRequest(
  tx: Tx,
  requestId: string,
): Promise<ScoreRequest | undefined> {
  const [request] = await tx.query<ScoreRequest>(READ, [tx.cell.cellId, requestId]);
  return request;
}

/** The same, locked until the transaction ends. */
export async function lockScoreRequest(
  tx: Tx,
  requestId: string,
): Promise<ScoreRequest | undefined> {
  const [request] = await tx.query<ScoreRequest>(LOCK, [tx.cell.cellId, requestId]);
  return request;
}

/** Writes how a locked request's items ended so far. */
export function writeScoreRequest(tx: Tx, request: ScoreRequest): void {
  const { requestId, items, status, finishedAt } = request;
  tx.send(WRITE, [tx.cell.cellId, requestId, JSON.stringify(items), status, finishedAt]);
}

/** Deletes one batch of requests made at `before` or earlier; whether there may be more. */
export async function sweepScoreRequests(tx: Tx, before: Date): Promise<boolean> {
  return (await tx.query(SWEEP, [tx.cell.cellId, before])).length === BATCH;
}
