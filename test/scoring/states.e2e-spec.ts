import { jest } from '@jest/globals';
import { createWorld, type PersonaName } from '#simulator';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  AS_OF,
  askForConsent,
  deployModel,
  grant,
  importRows,
  must,
  newTenant,
  ONE_TIME,
  score,
  type TestSubject,
  type TestTenant,
  unique,
  until,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { resultsOf, runJob } from './jobs.js';

jest.setTimeout(180_000);

const BASIS = {
  basis: 'contract',
  purpose: 'Running the account',
  notice: 'terms',
  from: '2000-01-01T00:00:00Z',
};
const NO_NUMBERS = { score: null, pd: null, pd_interval: null, band: null, reasons: [] };
interface Points {
  readonly base: number;
  readonly parts: readonly { readonly cluster: string; readonly points: number }[];
}
type Told = Readonly<
  Record<'reasons' | 'favourable', readonly { code: string; en: string; zh_cn: string }[]>
>;
type Answered = Readonly<Record<string, unknown>>;

let provider: TestTenant;
let lender: TestTenant;
const people = new Map<PersonaName, TestSubject>();
const nameOf = (persona: PersonaName): TestSubject => {
  const found = people.get(persona);
  if (!found) throw new Error(`${persona} is imported`);
  return found;
};

beforeAll(async () => {
  [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  await deployModel(provider, 'person', [lender]);
  const world = createWorld({ seed: 1, asOf: new Date(AS_OF) });
  const tag = unique('p');
  const rows: object[] = [];
  for (const name of [
    'thin-file',
    'no-file',
    'defaulted',
    'prime',
    'over-indebted',
    'fraud-cluster',
  ] as const) {
    const { reference, email, clusters } = world.persona(name);
    const who = { reference: `${tag}-${reference}`, email: `${tag}.${email}` };
    people.set(name, who);
    if (clusters === null) {
      const body = { ...who, kind: 'person', basis: BASIS };
      must(await call(provider.key, '/v1/subjects', { body }), 201);
    } else
      for (const [cluster, data] of Object.entries(clusters))
        rows.push({ ...who, basis: BASIS, cluster, data });
  }
  await importRows(provider, 'person', rows);
});
afterAll(() => auditor.close());

/** What a lender is told of a persona under a one-time consent, and the borrower's own page. */
async function toldOf(persona: PersonaName, ticked?: readonly string[]) {
  const terms = {
    ...ONE_TIME,
    clusters_needed: ['orders'],
    clusters_optional: ['profile', 'balances', 'repayments'],
  };
  const request = await askForConsent(lender, provider, terms);
  await letResend();
  const all = ['profile', 'balances', 'repayments'];
  const visitor = await grant(request, nameOf(persona), ticked ?? all);
  const answer = must(await score(lender, request), 201) as unknown as Answered;
  const page = await visitor.open(
    `${testEnvironment().portalUrl}/consents/${request.consentId}/scores/${String(answer['score_id'])}`,
  );
  return { request, answer, page: page.root.text };
}

// Who is hurt: somebody of whom next to nothing is known, and who is given a number all the same.
it.each([
  ['thin-file', 'not_scorable', 'too-little-history', 'The history is too short for a score.'],
  ['no-file', 'not_scorable', 'no-data', 'There are no data of the kinds that the model looks at.'],
  ['defaulted', 'in_default', null, 'An instalment is overdue by 90 days or more'],
] as const)(
  '%s is %s: a state, recorded, and no number anywhere',
  async (persona, status, why, says) => {
    const { request, answer, page } = await toldOf(persona);

    expect(answer).toMatchObject({ ...NO_NUMBERS, status });
    expect(answer['not_scorable']).toEqual(why && expect.objectContaining({ code: why, en: says }));
    const scoreId = String(answer['score_id']);
    const [kept] = await auditor.rows('score', { score_id: scoreId });
    expect(kept).toMatchObject({
      status,
      score: null,
      pd: null,
      logit: null,
      band: null,
      points: null,
    });
    const again = must(await call(lender.key, `/v1/scores/${scoreId}`), 200);
    expect(again).toMatchObject({ ...NO_NUMBERS, status, score_id: scoreId });
    expect(page).toContain(says);
    expect(page).toContain('No score was given');
    expect(page).not.toContain('on a scale from');
    // The reading was made: the one-time consent is used up by it, and the trail says what came of it.
    const second = await score(lender, request);
    expect([second.status, second.body]).toMatchObject([403, { code: 'consent-consumed' }]);
    await until('the trail tells of it', async () => {
      const where = { action: 'score.created', resource_id: scoreId };
      return (await auditor.rows('audit_entry', where)).length === 1;
    });
  },
);

it('tells the lender a score of whoever has a history, without an interval', async () => {
  const { answer, page } = await toldOf('prime');
  expect(answer).toMatchObject({ status: 'scored', not_scorable: null, pd_interval: null });
  expect(answer['score']).toEqual(expect.any(Number));
  expect(page).toContain('on a scale from');

  // What everybody starts with and the parts are the score, to the point.
  const { base, parts } = answer['points'] as Points;
  const sum = parts.reduce((total, { points }) => total + points, base);
  expect([answer['at_bound'], sum]).toEqual([false, answer['score']]);
  expect(parts.map(({ cluster }) => cluster)).toEqual([
    ...new Set(parts.map((part) => part.cluster)),
  ]);

  const { favourable, reasons } = answer as unknown as Told;
  expect(favourable).toHaveLength(2);
  const adverse = reasons.map(({ code }) => code);
  for (const { code, en, zh_cn: zh } of favourable) {
    expect(adverse).not.toContain(code);
    expect([en, zh]).not.toContain(code);
    expect(page).toContain(en);
  }
});

/** Guards the lender: a number made of little is told with how little it says. */
it('gives a thin file the interval of its PD', async () => {
  const { answer, page } = await toldOf('fraud-cluster');
  expect(answer).toMatchObject({ status: 'scored', pd_interval: { level: 0.9 } });
  const { low, high } = answer['pd_interval'] as { low: number; high: number };
  expect(low).toBeLessThan(Number(answer['pd']));
  expect(high).toBeGreaterThan(Number(answer['pd']));
  expect(answer['flags']).toContain('thin_file');
  expect(page).toContain('In nine cases of ten the true probability lies between');
});

/** Guards the borrower, who is owed the value behind a reason, and the lender may not have it. */
it('shows the value behind a reason, and what would change it, to the borrower alone', async () => {
  const { answer, page } = await toldOf('over-indebted');
  expect((answer as unknown as Told).reasons.map(({ code }) => code)).toContain('high-utilisation');
  expect(page).toContain('Share of the credit limit in use: 100.0%');
  expect(page).toContain('What would have changed it');
  expect(page).toMatch(/instead of .+ \(\d+ points more\)/);
  expect(page).toContain('It is no promise');
  expect(JSON.stringify(answer)).not.toMatch(/instead of|"(values?|changes|from|to)":/);
});

// Who is hurt: the borrower, whose default they kept to themselves is told of by the state.
it('does not tell of a default in what was withheld', async () => {
  const { answer } = await toldOf('defaulted', ['profile', 'balances']);
  expect(answer).toMatchObject({ status: 'scored', coverage: { withheld: ['repayments'] } });
});

it('tells the same states in bulk, line by line and in the count', async () => {
  const job = await runJob(provider);
  const lines = await resultsOf(provider, job);
  const lineOf = (persona: PersonaName) =>
    lines.find((line) => line['reference'] === nameOf(persona).reference);
  const none = { score: '', pd: '', pd_low: '', pd_high: '', band: '', reasons: '' };
  expect(lineOf('thin-file')).toMatchObject({
    ...none,
    ...{ status: 'not_scorable', not_scorable: 'too-little-history' },
  });
  expect(lineOf('no-file')).toMatchObject({ ...none, not_scorable: 'no-data' });
  expect(lineOf('defaulted')).toMatchObject({ ...none, status: 'in_default', not_scorable: '' });
  expect(lineOf('prime')).toMatchObject({ status: 'scored', pd_low: '' });
  expect(Number(lineOf('fraud-cluster')?.['pd_low'])).toBeGreaterThan(0);
  expect(job).toMatchObject({
    subjects: 6,
    scored: 6,
    states: { scored: 3, not_scorable: 2, in_default: 1 },
  });
});
