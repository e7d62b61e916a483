import type { EventView } from '#audit';
import { LOCALES } from '#words';
import { readAuditForm } from '../audit-form.js';
import type { StaffVisit } from '../staff-visit.js';
import { auditPage } from './audit-page.js';
import { faultPage, noPagesPage } from './fault-page.js';
import { signInPage } from './sign-in-page.js';

const HOSTILE = `"><script>alert('x')</script>`;
const id = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';
const event: EventView = {
  id,
  at: new Date('2026-11-24T08:00:00.123Z'),
  action: 'consent.granted',
  outcome: 'denied',
  actor: { kind: 'api_key', id: HOSTILE },
  subjectId: id,
  consentId: null,
  resource: { kind: 'consent', id: HOSTILE },
  requestId: HOSTILE,
  details: { [HOSTILE]: HOSTILE, clusters: ['orders'] },
};
const visitOf = (locale: StaffVisit['locale']): StaffVisit => ({
  locale,
  csrf: HOSTILE,
  path: `/staff/audit?action=${HOSTILE}`,
  caller: {
    actor: { kind: 'staff', id, tenantId: null, requestId: 'r' },
    role: 'compliance',
  },
});
const form = readAuditForm({ tenant: 'north', action: HOSTILE, actor: HOSTILE });
const found = { tenant: HOSTILE, events: [event], next: 'abc', isFirst: false };

const PAGES = LOCALES.flatMap((locale) => {
  const visit = visitOf(locale);
  return [
    ['sign-in', locale, signInPage(visit, { message: HOSTILE, email: HOSTILE })],
    ['audit', locale, auditPage(visit, { form, namesTenant: true, found })],
    ['fault', locale, faultPage(visit, { message: HOSTILE, reference: HOSTILE })],
    ['no pages', locale, noPagesPage(visit)],
  ] as const;
});

// Who is hurt: staff whose session somebody else's text would run in.
it.each(PAGES)(
  'the page %s (%s) runs and loads nothing, whatever it is given',
  (_, locale, page) => {
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page).not.toMatch(/<script|<style|\sstyle=|\son\w+=["']|(?:href|src|action)="(?!\/|#)/);
  },
);

it('shows when, what and how an event ended, and leads on from its ids', () => {
  const page = auditPage(visitOf('en'), {
    form: readAuditForm({ tenant: 'north' }),
    namesTenant: true,
    found: { ...found, tenant: 'North', events: [{ ...event, actor: { kind: 'staff', id } }] },
  });
  expect(page).toContain('2026-11-24 08:00:00.123');
  expect(page).toContain('Denied');
  expect(page).toContain('[&quot;orders&quot;]');
  expect(page).toContain(`href="/staff/audit?tenant=north&amp;subject=${id}"`);
  expect(page).toContain('href="/staff/audit?tenant=north&amp;cursor=abc"');
  expect(page).toContain('href="/staff/audit.csv?tenant=north"');
});

it('says that nothing passed, and offers no older events on the last page', () => {
  const nothing = { ...found, events: [], next: null };
  const page = auditPage(visitOf('en'), { form, namesTenant: false, found: nothing });
  expect(page).toContain('No event passes these filters.');
  expect(page).not.toContain('rel="next"');
  expect(page).not.toContain('name="tenant"');
});
