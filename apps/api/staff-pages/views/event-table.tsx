import type { EventView } from '#audit';
import { type Locale, say } from '#words';
import { auditHref, type AuditField, type AuditValues } from '../audit-form.js';

interface TableProps {
  readonly locale: Locale;
  readonly values: AuditValues;
  readonly events: readonly EventView[];
}

const COLUMNS = [
  'at',
  'action',
  'outcome',
  'actor',
  'subject',
  'consent',
  'resource',
  'details',
  'event',
] as const;

/** Events, one a row. An id leads to what else happened to it. */
export function EventTable({ locale, values, events }: TableProps) {
  if (events.length === 0) return <p class="card">{say(locale, 'staff.audit.none')}</p>;
  const caption = say(locale, 'staff.audit.caption');
  return (
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(locale, `staff.audit.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event.id} locale={locale} values={values} event={event} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Omit<TableProps, 'events'> {
  readonly event: EventView;
}

function EventRow({ locale, values, event }: RowProps) {
  const at = event.at.toISOString();
  const narrowed = (field: AuditField, id: string | null) =>
    id !== null && (
      <a class="mono" href={auditHref('/staff/audit', { ...values, [field]: id })}>
        {id}
      </a>
    );
  return (
    <tr class={event.outcome}>
      <td>
        <time dateTime={at}>{at.slice(0, -1).replace('T', ' ')}</time>
      </td>
      <td class="mono action">{event.action}</td>
      <td>
        <span class="tag">{say(locale, `staff.audit.outcome.${event.outcome}`)}</span>
      </td>
      <td>
        {event.actor.kind} {narrowed('actor', event.actor.id)}
      </td>
      <td>{narrowed('subject', event.subjectId)}</td>
      <td>{narrowed('consent', event.consentId)}</td>
      <td>
        {event.resource.kind} <span class="mono">{event.resource.id}</span>
      </td>
      <td>
        <Details details={event.details} />
      </td>
      <td class="mono">
        {event.id}
        <br />
        {event.requestId}
      </td>
    </tr>
  );
}

const Details = ({ details }: Pick<EventView, 'details'>) => (
  <dl>
    {Object.entries(details).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
      </div>
    ))}
  </dl>
);
