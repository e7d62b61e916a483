import { bucketOfId, type Actor, canonicalJson, type Json } from '#kernel';
import { newId, type Statement, type Tx } from '#adapters/database';
import type { AuditEvent } from './event.js';

const INSERT_ENTRY: Statement = {
  name: 'audit_entry_insert',
  text: `INSERT INTO app.audit_entry (cell_id, entry_id, at, action, outcome, actor_kind, actor_id,
      subject_id, consent_id, resource_kind, resource_id, request_id, canonical)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};

const INSERT_OUTBOX: Statement = {
  name: 'outbox_insert',
  text: `INSERT INTO app.outbox (cell_id, event_id, action, payload, created_at, due_at)
    VALUES ($1, $2, $3, $4, $5, $5)`,
};

/** What a log says of whoever acted. */
export type Acting = Pick<Actor, 'kind' | 'id' | 'requestId'>;

/** An event, and who brought it about. */
export interface ActedEvent {
  readonly actor: Acting;
  readonly event: AuditEvent;
}

/**
 * Stages what happened in the transaction of its effect: the audit entry, and the outbox row with
 * the same id when the event is handled. Sent without waiting; a fault of it fails the commit.
 *
 * @returns the entry's id in this cell
 */
export function record(tx: Tx, actor: Acting, event: AuditEvent, now: Date): string {
  const about = event.subjectId ?? event.consentId;
  const entryId = newId(now, about === undefined ? 0 : bucketOfId(about));
  tx.send(INSERT_ENTRY, entryValues(tx, entryId, { actor, event }, now));
  if (event.handled)
    tx.send(INSERT_OUTBOX, [
      tx.cell.cellId,
      entryId,
      event.action,
      outboxPayload(event, actor),
      now,
    ]);
  return entryId;
}

/** The values of an entry's row, in the order of its columns. */
export function entryValues(tx: Tx, entryId: string, acted: ActedEvent, now: Date): unknown[] {
  const { actor, event } = acted;
  const { action, outcome, resource, subjectId = null, consentId = null } = event;
  return [
    tx.cell.cellId,
    entryId,
    now,
    action,
    outcome,
    actor.kind,
    actor.id,
    subjectId,
    consentId,
    resource.kind,
    resource.id,
    actor.requestId,
    canonicalEntry(tx, entryId, acted, now),
  ];
}

/** What is hashed and signed later: the entry's RFC 8785 text. */
function canonicalEntry(tx: Tx, entryId: string, { actor, event }: ActedEvent, now: Date): string {
  const { action, outcome, resource, subjectId, consentId, details } = event;
  return canonicalJson({
    v: 1,
    id: entryId,
    at: now.toISOString(),
    tenant: tx.cell.tenantId,
    mode: tx.cell.mode,
    action,
    outcome,
    actor: { kind: actor.kind, id: actor.id },
    resource: { kind: resource.kind, id: resource.id },
    request_id: actor.requestId,
    ...(subjectId === undefined ? {} : { subject: subjectId }),
    ...(consentId === undefined ? {} : { consent: consentId }),
    ...(details === undefined ? {} : { details }),
  });
}

function outboxPayload(event: AuditEvent, actor: Acting): string {
  const { resource, subjectId, consentId, details } = event;
  const payload: Json = {
    resource: { kind: resource.kind, id: resource.id },
    request_id: actor.requestId,
    ...(subjectId === undefined ? {} : { subject_id: subjectId }),
    ...(consentId === undefined ? {} : { consent_id: consentId }),
    ...(details === undefined ? {} : { details }),
  };
  return JSON.stringify(payload);
}
