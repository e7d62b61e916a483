import { z } from 'zod';
import { id, slug } from '../schema/id.js';
import { instant, instantOut } from '../schema/instant.js';
import { PageQuery } from '../schema/page.js';
import { text } from '../schema/text.js';

const ACTOR_MAX = 100;
const ACTION_MAX = 100;
const OUTCOMES = ['success', 'denied', 'failure'] as const;
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

/** How an event ended, as a filter. */
export const outcome = () => z.enum(OUTCOMES);

/** An action, or all that begin so: `consent.granted`, `consent.*`. */
export const action = () =>
  z
    .string()
    .max(ACTION_MAX)
    .regex(
      /^[a-z_]+(\.[a-z_]+)*(\.\*)?$/,
      'must be an action such as consent.granted or consent.*',
    );

/** Who acted, by id. */
export const actor = () => text(ACTOR_MAX);

/** What narrows a search, as a query names it. */
const filters = {
  subject: id().optional().meta({ description: 'Events about this subject of yours.' }),
  consent: id().optional().meta({ description: 'Events about this consent.' }),
  actor: actor()
    .optional()
    .meta({ description: 'Events that this key, member of staff, borrower or job caused.' }),
  action: action()
    .optional()
    .meta({ description: 'An action, or all that begin so.', example: 'consent.*' }),
  outcome: outcome().optional(),
  since: instant()
    .optional()
    .meta({ description: 'Events at or after this instant.', example: '2026-11-01T00:00:00Z' }),
  until: instant()
    .optional()
    .meta({ description: 'Events before this instant.', example: '2026-12-01T00:00:00Z' }),
};
/** Whose log staff look into. */
const reach = {
  tenant: slug()
    .optional()
    .meta({ description: 'The short name of the tenant; only staff of the platform need it.' }),
  mode: z.enum(['live', 'test']).default('live'),
};

interface Span {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}
const isSpan = ({ since, until }: Span) => !since || !until || since < until;
const SPAN_FAULT = { path: ['until'], error: 'must be after since' };

/** A page of the tenant's own log. */
export const EventsQuery = PageQuery.extend(filters).refine(isSpan, SPAN_FAULT);
/** All of the tenant's own log that passes. */
export const EventsFileQuery = z.strictObject(filters).refine(isSpan, SPAN_FAULT);
/** A page of a tenant's log, for staff. */
export const StaffEventsQuery = PageQuery.extend({ ...filters, ...reach }).refine(
  isSpan,
  SPAN_FAULT,
);
/** All of a tenant's log that passes, for staff. */
export const StaffEventsFileQuery = z
  .strictObject({ ...filters, ...reach })
  .refine(isSpan, SPAN_FAULT);

const party = () => z.object({ kind: z.string(), id: z.string() });

const EVENT = {
  id: ID,
  at: '2026-11-24T08:00:00.000Z',
  action: 'consent.granted',
  outcome: 'success' as const,
  actor: { kind: 'borrower', id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000' },
  subject_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  consent_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  resource: { kind: 'consent', id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f' },
  request_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4001',
  details: { clusters: ['orders', 'repayments'], withheld: [] },
};

/** An event of the log: ids, codes and counts, never a person's data. */
const EventAnswer = z
  .object({
    id: id(),
    at: instantOut(),
    action: z.string(),
    outcome: outcome(),
    actor: party(),
    subject_id: id().nullable(),
    consent_id: id().nullable(),
    resource: party(),
    request_id: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEvent', example: EVENT });

/** A page of events, the newest first. */
export const EventsAnswer = z
  .object({ events: z.array(EventAnswer), next_cursor: z.string().nullable() })
  .meta({ id: 'AuditEvents', example: { events: [EVENT], next_cursor: null } });
