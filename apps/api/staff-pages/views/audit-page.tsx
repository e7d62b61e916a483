import type { EventView } from '#audit';
import { say } from '#words';
import { type AuditForm, auditHref } from '../audit-form.js';
import type { StaffVisit } from '../staff-visit.js';
import { EventTable } from './event-table.js';
import { Faults, FilterForm } from './filter-form.js';
import { renderPage } from './layout.js';

/** A page of a log, or the form alone. */
export interface AuditPageModel {
  readonly form: AuditForm;
  /** Whether the reader must name a tenant: staff of the platform. */
  readonly namesTenant: boolean;
  readonly found?: {
    /** By which name the world knows the tenant. */
    readonly tenant: string;
    readonly events: readonly EventView[];
    /** The cursor of the page of older events. */
    readonly next: string | null;
    readonly isFirst: boolean;
  };
}

/** The audit log. */
export function auditPage(visit: StaffVisit, model: AuditPageModel): string {
  const { locale } = visit;
  const { form, found } = model;
  const lead = found
    ? say(locale, 'staff.audit.lead', { tenant: found.tenant })
    : model.namesTenant && say(locale, 'staff.audit.choose');
  const body = (
    <>
      {lead && <p class="lead">{lead}</p>}
      <Faults locale={locale} faults={form.faults} />
      <FilterForm locale={locale} form={form} namesTenant={model.namesTenant} />
      {found && (
        <>
          <EventTable locale={locale} values={form.values} events={found.events} />
          <p class="pages">
            {found.next !== null && (
              <a
                class="button outline"
                rel="next"
                href={auditHref('/staff/audit', { ...form.values, cursor: found.next })}
              >
                {say(locale, 'staff.audit.older')}
              </a>
            )}
            {!found.isFirst && (
              <a href={auditHref('/staff/audit', form.values)}>
                {say(locale, 'staff.audit.newest')}
              </a>
            )}
            <a href={auditHref('/staff/audit.csv', form.values)}>
              {say(locale, 'staff.audit.csv')}
            </a>
          </p>
        </>
      )}
    </>
  );
  return renderPage(visit, { title: say(locale, 'staff.audit.title'), body });
}
