import { say } from '#words';
import type { StaffVisit } from '../staff-visit.js';
import { renderPage } from './layout.js';

/** The page for what was not done. */
export function faultPage(
  visit: StaffVisit,
  { message, reference }: { readonly message: string; readonly reference: string },
): string {
  const { locale, caller } = visit;
  const onward =
    caller?.role === 'compliance'
      ? { href: '/staff/audit', label: say(locale, 'staff.audit.title') }
      : { href: '/staff', label: say(locale, 'staff.back') };
  const body = (
    <div class="card narrow">
      <p class="notice" role="alert">
        {message}
      </p>
      <p>
        <a href={onward.href}>{onward.label}</a>
      </p>
      <p class="small">{say(locale, 'error.reference', { reference })}</p>
    </div>
  );
  return renderPage(visit, { title: say(locale, 'error.title'), body });
}

/** The page for staff whose work is elsewhere. */
export const noPagesPage = (visit: StaffVisit): string =>
  renderPage(visit, {
    title: say(visit.locale, 'staff.area'),
    body: <p class="card narrow">{say(visit.locale, 'staff.no-pages')}</p>,
  });
