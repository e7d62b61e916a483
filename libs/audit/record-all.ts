import { bucketOfId, invariant } from '#kernel';
import { newId, type Statement, type Tx } from '#adapters/database';
import { type ActedEvent, entryValues } from './record.js';

const INSERT_ENTRIES: Statement = {
  name: 'audit_entry_insert_all',
  text: `INSERT INTO app.audit_entry (cell_id, entry_id, at, action, outcome, actor_kind, actor_id,
      subject_id, consent_id, resource_kind, resource_id, request_id, canonical)
    SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
      $7::text[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[])`,
};

/**
 * `record` for a batch of events that nobody handles, in one statement whatever their number.
 *
 * @returns the entries' ids in this cell, in the order given
 */
export function recordAll(tx: Tx, acted: readonly ActedEvent[], now: Date): string[] {
  if (acted.length === 0) return [];
  const rows = acted.map(({ actor, event }) => {
    invariant(!event.handled, 'a handled event is recorded singly, with its outbox row');
    const about = event.subjectId ?? event.consentId;
    const entryId = newId(now, about === undefined ? 0 : bucketOfId(about));
    return { entryId, values: entryValues(tx, entryId, { actor, event }, now).slice(1) };
  });
  const columns =
    rows[0]?.values.map((_, column) => rows.map(({ values }) => values[column])) ?? [];
  tx.send(INSERT_ENTRIES, [tx.cell.cellId, ...columns]);
  return rows.map(({ entryId }) => entryId);
}
