import type { Mode } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import type { ApiKeyRecord } from '../api-key.js';
import type { Scope } from '../scopes.js';

const COLUMNS = `key_id, tenant_id, mode, name, scopes, created_at, expires_at, revoked_at,
  last_used_at, rotated_from`;

const INSERT: Statement = {
  name: 'api_key_insert',
  text: `INSERT INTO control.api_key (key_id, tenant_id, mode, name, scopes, created_at,
           rotated_from, secret_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};
const READ: Statement = {
  name: 'api_key_read',
  text: `SELECT ${COLUMNS}, secret_hash FROM control.api_key WHERE key_id = $1`,
};
const LOCK: Statement = {
  name: 'api_key_lock',
  text: `SELECT ${COLUMNS}, secret_hash FROM control.api_key WHERE key_id = $1
         FOR NO KEY UPDATE`,
};
const LIST: Statement = {
  name: 'api_key_list',
  text: `SELECT ${COLUMNS}, secret_hash FROM control.api_key WHERE tenant_id = $1
         ORDER BY created_at, key_id LIMIT $2`,
};
const EXPIRE: Statement = {
  name: 'api_key_expire',
  text: 'UPDATE control.api_key SET expires_at = $2 WHERE key_id = $1',
};
const REVOKE: Statement = {
  name: 'api_key_revoke',
  text: 'UPDATE control.api_key SET revoked_at = $2 WHERE key_id = $1',
};
const TOUCH: Statement = {
  name: 'api_key_touch',
  text: `UPDATE control.api_key k SET last_used_at = used.at
         FROM unnest($1::text[], $2::timestamptz[]) AS used (key_id, at)
         WHERE k.key_id = used.key_id
           AND (k.last_used_at IS NULL OR k.last_used_at < used.at)`,
};

interface Row {
  readonly key_id: string;
  readonly tenant_id: string;
  readonly mode: Mode;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly rotated_from: string | null;
  readonly secret_hash: Buffer;
}

/** A key's row: what may be shown, and the hash that a caller's key must have. */
export interface StoredKey {
  readonly record: ApiKeyRecord;
  readonly hash: Buffer;
}

/** Writes a new key. */
export function insertKey(tx: Tx, { record, hash }: StoredKey): void {
  const { keyId, tenantId, mode, name, scopes, createdAt, rotatedFrom } = record;
  tx.send(INSERT, [keyId, tenantId, mode, name, scopes, createdAt, rotatedFrom, hash]);
}

/** The key of the id. */
export async function readKeyRow(tx: Tx, keyId: string): Promise<StoredKey | undefined> {
  return (await tx.query<Row>(READ, [keyId])).map(toKey)[0];
}

/** The key of the id, locked until the transaction ends. */
export async function lockKey(tx: Tx, keyId: string): Promise<StoredKey | undefined> {
  return (await tx.query<Row>(LOCK, [keyId])).map(toKey)[0];
}

/** The tenant's keys, oldest first. */
export async function listKeys(tx: Tx, tenantId: string, limit: number): Promise<StoredKey[]> {
  return (await tx.query<Row>(LIST, [tenantId, limit])).map(toKey);
}

/** Lets a key end at the instant. */
export function expireKey(tx: Tx, keyId: string, at: Date): void {
  tx.send(EXPIRE, [keyId, at]);
}

/** Ends a key now. */
export function revokeKey(tx: Tx, keyId: string, now: Date): void {
  tx.send(REVOKE, [keyId, now]);
}

/** Remembers when keys were last used; an older instant never replaces a newer one. */
export function touchKeys(tx: Tx, used: ReadonlyMap<string, Date>): void {
  tx.send(TOUCH, [[...used.keys()], [...used.values()]]);
}

const toKey = (row: Row): StoredKey => ({
  hash: row.secret_hash,
  record: {
    keyId: row.key_id,
    tenantId: row.tenant_id,
    mode: row.mode,
    name: row.name,
    scopes: row.scopes,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    rotatedFrom: row.rotated_from,
  },
});
