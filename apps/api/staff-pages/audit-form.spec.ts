import { auditHref, readAuditForm } from './audit-form.js';

const id = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

it('reads what was entered, without the spaces around it', () => {
  const form = readAuditForm({
    tenant: 'north',
    mode: 'test',
    subject: ` ${id} `,
    action: 'consent.*',
    outcome: 'denied',
    since: '2026-11-24T08:00',
    until: '2026-11-24T08:00:00.5',
  });
  expect(form.faults).toEqual([]);
  expect(form).toMatchObject({
    tenant: 'north',
    mode: 'test',
    filter: {
      subjectId: id,
      action: 'consent.*',
      outcome: 'denied',
      since: new Date('2026-11-24T08:00:00Z'),
      until: new Date('2026-11-24T08:00:00.500Z'),
    },
  });
});

it.each([undefined, {}, { subject: '', since: '', outcome: '' }, { lang: 'en', x: ['y'] }])(
  'narrows nothing by %j',
  (query) => {
    const { faults, filter, mode, tenant } = readAuditForm(query);
    expect(faults).toEqual([]);
    expect(Object.values(filter).filter((value) => value !== undefined)).toEqual([]);
    expect([mode, tenant]).toEqual(['live', undefined]);
  },
);

it.each([
  ['tenant', 'North', 'text'],
  ['subject', id.toUpperCase(), 'id'],
  ['consent', "' OR 1=1", 'id'],
  ['actor', 'a\0b', 'text'],
  ['action', '*', 'action'],
  ['action', 'consent.*.granted', 'action'],
  ['outcome', 'maybe', 'text'],
  ['since', '24.11.2026', 'instant'],
  ['until', '2026-13-24T08:00', 'instant'],
  ['until', '2026-11-24T08:00Z', 'instant'],
] as const)('finds fault with %s %j', (field, value, rule) => {
  expect(readAuditForm({ [field]: value }).faults).toEqual([{ field, rule }]);
});

it('wants the end after the beginning', () => {
  const at = '2026-11-24T08:00';
  expect(readAuditForm({ since: at, until: at }).faults).toEqual([
    { field: 'until', rule: 'span' },
  ]);
});

it('keeps in an address what is not empty, encoded', () => {
  expect(auditHref('/staff/audit', { action: 'a&b', actor: '' })).toBe('/staff/audit?action=a%26b');
  expect(auditHref('/staff/audit', { actor: '' })).toBe('/staff/audit');
});
