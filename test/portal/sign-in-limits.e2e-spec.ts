import { jest } from '@jest/globals';
import { emailHash } from '#subjects';
import { Visitor } from '../../apps/cli/start/visitor.js';
import { askForConsent, grant, unique } from '../support/harness.js';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import { nth, openScene } from '../consent/scene.js';
import { onPostgres } from '../queue/backends.js';
import { Rig, until } from '../queue/rig.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const STRANGERS_PER_HOUR = 20;
const CHALLENGES_PER_HOUR = 6;

const hashOf = (email: string) => emailHash(testEnvironment().environment['PEPPER'] ?? '', email);

async function challengesOf(email: string): Promise<number> {
  const [row] = await auditor.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM control.sign_in_challenge WHERE email_hash = $1',
    [hashOf(email)],
  );
  return row?.n ?? 0;
}

/** Strangers elsewhere have asked for codes for an address. */
async function strangersAsked(email: string, times: number, perVisitor: number): Promise<void> {
  await auditor.query(
    `INSERT INTO control.sign_in_challenge (challenge_id, browser_hash, visitor_hash,
       known_browser, email_hash, locale, created_at, expires_at)
     SELECT gen_random_uuid(), sha256(n::text::bytea), sha256((n / $3)::text::bytea), false, $1,
       'en', now() - interval '1 second', now() + interval '9 minutes'
     FROM generate_series(0, $2::int - 1) n`,
    [hashOf(email), times, perVisitor],
  );
}

/** Where somebody comes to who types the address. */
async function typeAddress(email: string, visitor = new Visitor()): Promise<string> {
  const form = await visitor.open(`${testEnvironment().portalUrl}/sign-in`);
  const page = await visitor.submit(form, /\/address$/, { email });
  return new URL(page.url).pathname;
}

/** Guards the mailbox: the limits hold for whoever asks at once as for whoever asks in turn. */
it('opens one challenge for twelve posts at once', async () => {
  const email = `${unique('crowd')}@mail.invalid`;
  const forms = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const visitor = new Visitor();
      return { visitor, form: await visitor.open(`${testEnvironment().portalUrl}/sign-in`) };
    }),
  );
  await Promise.all(
    forms.map(({ visitor, form }) => visitor.submit(form, /\/address$/, { email })),
  );
  expect(await challengesOf(email)).toBe(1);
});

/** Guards the borrower: a stranger's posts must not keep them from signing in and withdrawing. */
it('counts by who asks, so that one stranger shuts nobody out', async () => {
  const email = `${unique('victim')}@mail.invalid`;
  await strangersAsked(email, CHALLENGES_PER_HOUR, CHALLENGES_PER_HOUR);
  expect(await typeAddress(email)).toBe('/sign-in/code');
});

/** Guards the borrower whom many strangers pester, and still their mailbox against the many. */
it('stops strangers at the address’s own cap, and not the browser that signed in before', async () => {
  const { provider, lender, people } = await openScene();
  const borrower = nth(people, 0);
  const own = await grant(await askForConsent(lender, provider), borrower);
  await letResend();
  await strangersAsked(borrower.email, STRANGERS_PER_HOUR, 1);
  const before = await challengesOf(borrower.email);

  expect(await typeAddress(borrower.email)).toBe('/sign-in/address');
  expect(await challengesOf(borrower.email)).toBe(before);
  const form = await own.open(`${testEnvironment().portalUrl}/sign-in`);
  const page = await own.submit(form, /\/address$/, { email: borrower.email });
  expect(new URL(page.url).pathname).toBe('/sign-in/code');
  expect(await challengesOf(borrower.email)).toBe(before + 1);
  // Of another address it is a stranger like any other.
  const other = `${unique('other')}@mail.invalid`;
  await strangersAsked(other, STRANGERS_PER_HOUR, 1);
  expect(await typeAddress(other, own)).toBe('/sign-in/address');
});

/** Guards who is a customer, and who is not: the limits must not tell. */
it('refuses known and unknown addresses with the same page', async () => {
  const { people } = await openScene();
  const refused = async (email: string) => {
    await strangersAsked(email, STRANGERS_PER_HOUR, 1);
    const visitor = new Visitor();
    const form = await visitor.open(`${testEnvironment().portalUrl}/sign-in`);
    const { root } = await visitor.submit(form, /\/address$/, { email });
    return root
      .querySelector('main')
      ?.toString()
      .replaceAll(email, '…')
      .replaceAll(/value="[\w-]{43}"/g, '');
  };
  expect(await refused(nth(people, 0).email)).toBe(await refused(`${unique('no')}@mail.invalid`));
});

/** Guards whoever once typed an address: what counts no more is not kept. */
it('deletes challenges after a day and sessions once they are over', async () => {
  const rig = await Rig.open(onPostgres);
  try {
    await rig.admin.query(
      `INSERT INTO control.sign_in_challenge (challenge_id, browser_hash, visitor_hash,
         known_browser, email_hash, locale, created_at, expires_at)
       SELECT gen_random_uuid(), '', '', false, '', 'en', now() - days * interval '1 day', now()
       FROM unnest(ARRAY[0, 0.9, 1.1, 2]::float[]) days;
       INSERT INTO control.sign_in_challenge (challenge_id, browser_hash, visitor_hash,
         known_browser, email_hash, locale, created_at, expires_at)
       SELECT gen_random_uuid(), '', '', false, '', 'en', now() - interval '3 days', now()
       FROM generate_series(1, 2500);
       INSERT INTO control.borrower (borrower_id, email_hash, email, locale, created_at)
       VALUES (gen_random_uuid(), '', 'a@mail.invalid', 'en', now());
       INSERT INTO control.borrower_session (session_hash, borrower_id, created_at, expires_at)
       SELECT sha256(minutes::text::bytea), borrower_id, now(), now() + minutes * interval '1 minute'
       FROM control.borrower, unnest(ARRAY[-1, 30]) minutes`,
    );
    await rig.startWorker();
    const left = async (table: string) =>
      (await rig.admin.query(`SELECT count(*)::int AS n FROM control.${table}`)).rows[0].n;
    await until('the old are gone', async () => (await left('borrower_session')) === 1);
    expect(await left('sign_in_challenge')).toBe(2);
  } finally {
    await rig.close();
  }
});
