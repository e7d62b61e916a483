import { jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { OFTEN, openScene } from '../consent/scene.js';
import { auditor } from '../support/auditor.js';
import {
  askForConsent,
  grant,
  logIn,
  must,
  newKey,
  score,
  type TestRequest,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { hireStaff } from '../support/staff.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

/** An event on the wire. */
interface Event {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subject_id: string | null;
  readonly consent_id: string | null;
  readonly resource: { readonly kind: string; readonly id: string };
  readonly request_id: string;
  readonly details: Readonly<Record<string, unknown>>;
}
interface Page {
  readonly events: readonly Event[];
  readonly next_cursor: string | null;
}
type Query = Readonly<Record<string, string>>;

const MOST = '200';
const searched = async (key: string, query: Query, path = '/v1/audit/events'): Promise<Page> =>
  must(await call<Page>(key, `${path}?${new URLSearchParams(query).toString()}`), 200);

/** What the log of a tenant holds, read past the api; newest first. Searches are left out. */
async function logOf({ tenantId }: TestTenant): Promise<Event[]> {
  const rows = await auditor.query<{ event: Event }>(
    `SELECT json_build_object('id', entry_id, 'action', action, 'outcome', outcome,
       'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'actor', json_build_object('kind', actor_kind, 'id', actor_id),
       'subject_id', subject_id, 'consent_id', consent_id) AS event
     FROM app.audit_entry JOIN control.cell USING (cell_id)
     WHERE tenant_id = $1 AND mode = 'live' AND action NOT LIKE 'audit.%'
     ORDER BY at DESC, entry_id DESC`,
    [tenantId],
  );
  return rows.map(({ event }) => event);
}

const idsOf = (events: readonly Event[]): string[] => events.map(({ id }) => id);
const withoutSearches = (events: readonly Event[]): Event[] =>
  events.filter(({ action }) => !action.startsWith('audit.'));

let provider: TestTenant;
let lender: TestTenant;
let request: TestRequest;
/** Of the lender, of no other use: what it does is searching. */
let searcher: string;
beforeAll(async () => {
  const scene = await openScene(2);
  ({ provider, lender } = scene);
  searcher = await newKey(lender.slug, ['audit:read']);
  const requests = await Promise.all(
    scene.people.map(() => askForConsent(lender, provider, OFTEN)),
  );
  for (const [at, one] of requests.entries()) {
    const borrower = scene.people[at];
    if (!borrower) throw new Error('one borrower a request');
    await grant(one, borrower);
    must(await score(lender, one), 201);
  }
  const [first, second] = requests;
  if (!first || !second) throw new Error('two requests');
  request = first;
  must(await score(lender, { ...first, applicationId: second.applicationId }), 403);
}, 120_000);

/** Guards who is accused of something: the search must show what there was, and only that. */
it('finds by each filter the events that pass it, and no others', async () => {
  const log = await logOf(lender);
  const middle = log[Math.floor(log.length / 2)];
  if (!middle) throw new Error('there are events');
  const { consentId, subjectId } = request;
  const { id: actorId } = log.find(({ action }) => action === 'score.created')?.actor ?? { id: '' };
  const borrower = log.find(({ actor }) => actor.kind === 'borrower')?.actor.id ?? '';
  const cases: readonly (readonly [Query, (event: Event) => boolean])[] = [
    [{ subject: subjectId }, (event) => event.subject_id === subjectId],
    [{ consent: consentId }, (event) => event.consent_id === consentId],
    [{ actor: actorId }, (event) => event.actor.id === actorId],
    [{ actor: borrower }, (event) => event.actor.id === borrower],
    [{ action: 'consent.granted' }, (event) => event.action === 'consent.granted'],
    [{ action: 'consent.*' }, (event) => event.action.startsWith('consent.')],
    [{ outcome: 'denied' }, (event) => event.outcome === 'denied'],
    [{ since: middle.at }, (event) => event.at >= middle.at],
    [{ until: middle.at }, (event) => event.at < middle.at],
    [
      { consent: consentId, action: 'score.*', outcome: 'success', actor: actorId },
      ({ consent_id: consent, action, outcome }) =>
        consent === consentId && action.startsWith('score.') && outcome === 'success',
    ],
  ];
  const { email, password } = await hireStaff(lender.slug);
  const token = await logIn({ email, password });
  for (const [query, passes] of cases) {
    const wanted = idsOf(log.filter(passes));
    expect({ query, some: wanted.length > 0 && wanted.length < log.length }).toEqual({
      query,
      some: true,
    });
    const found = withoutSearches((await searched(searcher, { ...query, limit: MOST })).events);
    expect({ query, found: idsOf(found) }).toEqual({ query, found: wanted });
    const byStaff = await searched(token, { ...query, limit: MOST }, '/v1/staff/audit/events');
    expect(idsOf(withoutSearches(byStaff.events))).toEqual(wanted);
  }
  expect((await searched(searcher, { actor: 'nobody' })).events).toEqual([]);
});

/** Guards who reads a long log page by page, in an institution that does not stand still. */
it('gives each event once, none twice, while new ones are written', async () => {
  const before = await logOf(lender);
  let over = false;
  const write = async () => {
    for (let at = 0; !over; at++) {
      const reference = unique(`written-${String(at)}`);
      must(await call(lender.key, '/v1/subjects', { body: { kind: 'person', reference } }), 201);
    }
  };
  const writers = [write(), write()];
  const pages: Page[] = [];
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.next_cursor ?? null)
    pages.push(await searched(searcher, { limit: '3', ...(cursor === '' ? {} : { cursor }) }));
  over = true;
  await Promise.all(writers);

  const events = pages.flatMap((page) => page.events);
  expect(pages.length).toBeGreaterThan(4);
  expect(pages.slice(0, -1).map((page) => page.events.length)).toEqual(
    pages.slice(0, -1).map(() => 3),
  );
  expect(new Set(idsOf(events)).size).toBe(events.length);
  expect(idsOf(events)).toEqual(expect.arrayContaining(idsOf(before)));
  const places = events.map(({ at, id }) => `${at} ${id}`);
  expect(places).toEqual([...places].sort().reverse());
  expect((await logOf(lender)).length).toBeGreaterThan(before.length);
});

const COLUMNS = `id,at,action,outcome,actor_kind,actor_id,subject_id,consent_id,resource_kind,\
resource_id,request_id,details`;

/** Guards who is sent the file as evidence: it says what the search says, cell by cell. */
it('exports as CSV what the search finds', async () => {
  const query = { consent: request.consentId };
  const { events } = await searched(searcher, { ...query, limit: MOST });

  const file = await call(searcher, `/v1/audit/events.csv?consent=${request.consentId}`);

  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
  expect(file.headers.get('content-disposition')).toContain('audit-events.csv');
  const [header, ...lines]: string[][] = parse(file.text, { record_delimiter: '\r\n' });
  expect(header).toEqual(COLUMNS.split(','));
  expect(events.length).toBeGreaterThan(3);
  expect(lines).toEqual(
    events.map((event) => [
      ...[event.id, event.at, event.action, event.outcome, event.actor.kind, event.actor.id],
      ...[event.subject_id ?? '', event.consent_id ?? ''],
      ...[event.resource.kind, event.resource.id, event.request_id],
      JSON.stringify(event.details),
    ]),
  );
});

/** Guards the auditor's own machine: whatever got into a log, no spreadsheet runs it. */
it.each(['=', '+', '-', '@'])('defuses a cell that begins with %s', async (sign) => {
  const action = 'test.planted';
  const formula = `${sign}HYPERLINK("//evil.invalid")`;
  const requestId = unique('planted');
  await auditor.query(
    `INSERT INTO app.audit_entry (cell_id, entry_id, at, action, outcome, actor_kind, actor_id,
       subject_id, consent_id, resource_kind, resource_id, request_id, canonical)
     SELECT cell_id, gen_random_uuid(), at, $2, outcome, actor_kind, $3, subject_id, consent_id,
       resource_kind, resource_id, $4, jsonb_set(jsonb_set(canonical::jsonb, '{actor,id}',
         to_jsonb($3::text)), '{request_id}', to_jsonb($4::text))::text
     FROM app.audit_entry WHERE consent_id = $1 AND action = 'consent.requested'`,
    [request.consentId, action, formula, requestId],
  );
  const query = new URLSearchParams({ action, actor: formula }).toString();
  const { text } = await call(searcher, `/v1/audit/events.csv?${query}`);
  const [, ...lines]: string[][] = parse(text, { record_delimiter: '\r\n' });
  expect(lines).toHaveLength(1);
  expect(lines[0]?.[5]).toBe(`'${formula}`);
  expect(lines[0]?.[10]).toBe(requestId);
});

/** Guards the watched from the watchers: nobody looks, or carries off, without a trace. */
it('notes each search and each export, by whom, by which filters, how many rows', async () => {
  const key = await newKey(lender.slug, ['audit:read']);
  const staff = await hireStaff(lender.slug);
  const { email, password } = staff;
  const query = { consent: request.consentId, outcome: 'success' };
  const path = new URLSearchParams(query).toString();
  const { events } = await searched(key, { ...query, limit: '2' });
  const { text } = await call(key, `/v1/audit/events.csv?${path}`);
  const token = await logIn({ email, password });
  await searched(token, query, '/v1/staff/audit/events');
  must(await call(token, `/v1/staff/audit/events.csv?${path}`), 200);

  const filters = ['consent', 'outcome'];
  const rows = text.trim().split('\r\n').length - 1;
  expect(rows).toBeGreaterThan(events.length);
  const by = async (actor: string) =>
    (await searched(searcher, { action: 'audit.*', actor })).events.map(
      ({ action, outcome, details, subject_id: subject, consent_id: consent }) => ({
        ...{ action, outcome, details, subject, consent },
      }),
    );
  const noted = (searchRows: number) => {
    const plain = { outcome: 'success', subject: null, consent: null };
    return [
      { action: 'audit.exported', details: { filters, rows }, ...plain },
      { action: 'audit.export_started', details: { filters }, ...plain },
      { action: 'audit.searched', details: { filters, rows: searchRows }, ...plain },
    ];
  };
  expect(await by(key.split('_')[2] ?? '')).toEqual(noted(2));
  expect(await by(staff.staffId)).toEqual(noted(rows));
});

/** Guards each institution from the other: what they did together is told to each by itself. */
it('shows each side of a sharing its own half, and nothing of the other’s', async () => {
  const query = { consent: request.consentId, limit: MOST };
  const [asked, gave] = [await searched(searcher, query), await searched(provider.key, query)];
  const [consent] = await auditor.rows<{ subject_id: string }>('consent', {
    consent_id: request.consentId,
  });
  const providersName = consent?.subject_id ?? '';

  const actions = ({ events }: Page) => new Set(events.map(({ action }) => action));
  expect(actions(asked)).toContain('consent.requested');
  expect(actions(gave)).not.toContain('consent.requested');
  for (const half of [asked, gave]) expect(actions(half)).toContain('consent.granted');
  expect(idsOf(asked.events).filter((id) => idsOf(gave.events).includes(id))).toEqual([]);
  const subjects = ({ events }: Page) => new Set(events.map((event) => event.subject_id));
  expect(subjects(asked)).toEqual(new Set([request.subjectId]));
  expect(subjects(gave)).toEqual(new Set([providersName]));
  expect(JSON.stringify(asked)).not.toContain(providersName);
  expect(JSON.stringify(gave)).not.toContain(request.subjectId);
  expect(JSON.stringify(gave)).not.toContain(request.applicationId);

  const subject = { subject: providersName };
  expect((await searched(searcher, subject)).events).toEqual([]);
  expect((await searched(provider.key, subject)).events.length).toBeGreaterThan(0);
});
