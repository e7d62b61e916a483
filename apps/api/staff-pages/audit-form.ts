import type { z } from 'zod';
import type { Mode } from '#kernel';
import type { EventFilter } from '#audit';
import { action, actor, outcome } from '../audit/schema.js';
import { id, slug } from '../schema/id.js';

const FIELDS = [
  'tenant',
  'mode',
  'subject',
  'consent',
  'actor',
  'action',
  'outcome',
  'since',
  'until',
] as const;

/** A field of the form of filters. */
export type AuditField = (typeof FIELDS)[number];

/** What the fields hold, as they were entered; empty where nothing was. */
export type AuditValues = Readonly<Record<AuditField, string>>;

/** What is wrong with a field. */
export interface AuditFault {
  readonly field: AuditField;
  readonly rule: 'id' | 'text' | 'action' | 'instant' | 'span';
}

/** The form as it was sent. */
export interface AuditForm {
  readonly values: AuditValues;
  readonly faults: readonly AuditFault[];
  readonly tenant: string | undefined;
  readonly mode: Mode;
  /** Of use only where there are no faults. */
  readonly filter: EventFilter;
}

/** What a browser sends of a field for date and time; seconds and their parts may be absent. */
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;

/** Reads the form of filters from an address. Instants are UTC; an empty field does not narrow. */
export function readAuditForm(query: unknown): AuditForm {
  const values = valuesOf(query);
  const faults: AuditFault[] = [];
  const read = <T>(field: AuditField, rule: AuditFault['rule'], schema: z.ZodType<T>) => {
    if (values[field] === '') return undefined;
    const { success, data } = schema.safeParse(values[field]);
    if (!success) faults.push({ field, rule });
    return data;
  };
  const instant = (field: 'since' | 'until') => {
    if (values[field] === '') return undefined;
    const at = new Date(`${values[field]}Z`);
    if (LOCAL_TIME.test(values[field]) && !Number.isNaN(at.getTime())) return at;
    faults.push({ field, rule: 'instant' });
    return undefined;
  };
  const tenant = read('tenant', 'text', slug());
  const filter: EventFilter = {
    subjectId: read('subject', 'id', id()),
    consentId: read('consent', 'id', id()),
    actorId: read('actor', 'text', actor()),
    action: read('action', 'action', action()),
    outcome: read('outcome', 'text', outcome()),
    since: instant('since'),
    until: instant('until'),
  };
  if (filter.since && filter.until && filter.since >= filter.until)
    faults.push({ field: 'until', rule: 'span' });
  return { values, faults, tenant, mode: values.mode === 'test' ? 'test' : 'live', filter };
}

/** The address of a page with these values; what is empty is left out. */
export function auditHref(path: string, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function valuesOf(query: unknown): AuditValues {
  const sent = new Map(Object.entries((query ?? {}) as Record<string, unknown>));
  const one = (field: AuditField) => {
    const value = sent.get(field);
    return [field, typeof value === 'string' ? value.trim() : ''] as const;
  };
  return Object.fromEntries(FIELDS.map(one)) as AuditValues;
}
