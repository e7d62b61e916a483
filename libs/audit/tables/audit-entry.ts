import { z } from 'zod';
import type { Statement, Tx } from '#adapters/database';
import { actionMatch, type EventFilter, type EventView } from '../search/event-filter.js';
import type { EventPlace } from '../search/newest-first.js';

/** Below every id: with an instant, the place before all events of it. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/**
 * One index range, read backwards until the page is full. `at <= $3` repeats what the pair of
 * columns says, because partitions are pruned by plain comparisons alone.
 */
const searchBy = (facet: string) => `
  SELECT at, entry_id AS id, canonical FROM app.audit_entry
  WHERE cell_id = $1 ${facet} AND at >= $2 AND at <= $3 AND (at, entry_id) < ($3, $4)
    AND ($5::text IS NULL OR actor_id = $5)
    AND ($6::text IS NULL OR action = $6) AND ($7::text IS NULL OR starts_with(action, $7))
    AND ($8::text IS NULL OR outcome = $8)
  ORDER BY at DESC, entry_id DESC LIMIT $9`;

const SEARCH: Statement = { name: 'audit_entry_search', text: searchBy('') };
const SEARCH_SUBJECT: Statement = {
  name: 'audit_entry_search_subject',
  text: searchBy('AND subject_id = $10'),
};
const SEARCH_CONSENT: Statement = {
  name: 'audit_entry_search_consent',
  text: searchBy('AND consent_id = $10 AND ($11::uuid IS NULL OR subject_id = $11)'),
};

/** One read of one cell's log. */
export interface EntryRead {
  readonly filter: EventFilter;
  /** Where the read before ended; the newest come first without it. */
  readonly after: EventPlace | undefined;
  readonly rows: number;
}

/** An entry as it is stored; of many cells' pages few are shown, so the others are never parsed. */
export interface StoredEntry extends EventPlace {
  /** Its RFC 8785 text. */
  readonly canonical: string;
}

/** The entries of a cell that pass the filter, newest first, at most so many. */
export async function readEntries(tx: Tx, read: EntryRead): Promise<StoredEntry[]> {
  const { statement, facets } = statementFor(read.filter);
  const { actorId = null, action, outcome = null, since, until } = read.filter;
  const { exact, prefix } = actionMatch(action);
  const { at, id } = read.after ?? { at: until ?? 'infinity', id: NO_ID };
  return tx.query<StoredEntry>(statement, [
    tx.cell.cellId,
    since ?? '-infinity',
    at,
    id,
    actorId,
    exact,
    prefix,
    outcome,
    read.rows,
    ...facets,
  ]);
}

/** A consent has fewer events than its subject, and a subject fewer than its cell. */
function statementFor({ subjectId, consentId }: EventFilter) {
  if (consentId !== undefined)
    return { statement: SEARCH_CONSENT, facets: [consentId, subjectId ?? null] };
  if (subjectId !== undefined) return { statement: SEARCH_SUBJECT, facets: [subjectId] };
  return { statement: SEARCH, facets: [] };
}

/** The text of an entry, which is what is hashed and signed: so it is also what is shown. */
const Canonical = z.object({
  v: z.literal(1),
  id: z.string(),
  at: z.string(),
  action: z.string(),
  outcome: z.enum(['success', 'denied', 'failure']),
  actor: z.object({ kind: z.string(), id: z.string() }),
  resource: z.object({ kind: z.string(), id: z.string() }),
  request_id: z.string(),
  subject: z.string().optional(),
  consent: z.string().optional(),
  details: z.record(z.string(), z.json()).optional(),
});

/** The event of an entry. */
export function eventOf({ canonical }: StoredEntry): EventView {
  const { id, at, action, outcome, ...told } = Canonical.parse(JSON.parse(canonical));
  return {
    id,
    at: new Date(at),
    action,
    outcome,
    actor: told.actor,
    subjectId: told.subject ?? null,
    consentId: told.consent ?? null,
    resource: told.resource,
    requestId: told.request_id,
    details: told.details ?? {},
  };
}
