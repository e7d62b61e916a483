import type { StreamableFile } from '@nestjs/common';
import type { EventFilter, EventPage, EventView } from '#audit';
import { csvContent, csvFile } from '../http/csv.js';
import { cursorOfPlace } from './place.js';

/** A filter on the wire. */
export interface FilterQuery extends Pick<EventFilter, 'action' | 'outcome' | 'since' | 'until'> {
  readonly subject?: string | undefined;
  readonly consent?: string | undefined;
  readonly actor?: string | undefined;
}

/** The filter that a query names. */
export function filterOf(query: FilterQuery): EventFilter {
  const { subject, consent, actor, action, outcome, since, until } = query;
  return {
    subjectId: subject,
    consentId: consent,
    actorId: actor,
    action,
    outcome,
    since,
    until,
  };
}

/** A page of events on the wire. */
export const eventsBody = ({ events, next }: EventPage) => ({
  events: events.map(eventBody),
  next_cursor: next && cursorOfPlace(next),
});

const eventBody = (event: EventView) => ({
  id: event.id,
  at: event.at.toISOString(),
  action: event.action,
  outcome: event.outcome,
  actor: event.actor,
  subject_id: event.subjectId,
  consent_id: event.consentId,
  resource: event.resource,
  request_id: event.requestId,
  details: event.details,
});

const COLUMNS = [
  'id',
  'at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'subject_id',
  'consent_id',
  'resource_kind',
  'resource_id',
  'request_id',
  'details',
] as const;

const CSV_EXAMPLE =
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,2026-11-24T08:00:00.000Z,consent.granted,success,borrower,' +
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000,01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,' +
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,consent,01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f,' +
  '01926d3c-7a10-7c9e-8f00-0a1b2c3d4001,"{""withheld"":[]}"';

/** How the reference shows the file. */
export const eventsFileContent = () => csvContent(COLUMNS, CSV_EXAMPLE);

/** Events as a file; their details are JSON in one cell. */
export const eventsFile = (parts: AsyncIterable<readonly EventView[]>): StreamableFile =>
  csvFile('audit-events.csv', COLUMNS, rowsOf(parts));

async function* rowsOf(parts: AsyncIterable<readonly EventView[]>) {
  for await (const part of parts) yield part.map(rowOf);
}

const rowOf = (event: EventView) => [
  event.id,
  event.at.toISOString(),
  event.action,
  event.outcome,
  event.actor.kind,
  event.actor.id,
  event.subjectId,
  event.consentId,
  event.resource.kind,
  event.resource.id,
  event.requestId,
  JSON.stringify(event.details),
];
