import { Visitor } from '../../apps/cli/start/visitor.js';
import { mailsTo } from '../../apps/cli/start/give-consent.js';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  deployModel,
  importShoppers,
  newTenant,
  score,
  type TestRequest,
  type TestTenant,
  unique,
  until,
} from '../support/harness.js';
import { call } from '../support/http.js';

let provider: TestTenant;
let lender: TestTenant;

beforeAll(async () => {
  [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  await deployModel(provider, 'person', [lender]);
}, 60_000);
afterAll(() => auditor.close());

/** What the lender sees of a request: its answers, but for ids and instants of its own making. */
async function seenByLender(request: TestRequest) {
  const poll = await call(lender.key, `/v1/consent-requests/${request.consentId}`);
  const asked = await score(lender, request);
  const hidden =
    /"(consent_id|application_id|subject_id|link|lapses_at|created_at|request_id|instance)":"[^"]*"/g;
  const plain = (text: string) => text.replaceAll(hidden, '"$1":"…"');
  return [poll.status, plain(poll.text), asked.status, plain(asked.text)];
}

/** Somebody opens the link and types an address; gives the page that follows. */
async function typeAddress(request: TestRequest, email: string) {
  const visitor = new Visitor();
  const landing = await visitor.open(request.link);
  const form = await visitor.follow(landing, /\/address$/);
  const page = await visitor.submit(form, /\/address$/, { email });
  return { visitor, page };
}

const mails = (email: string) => mailsTo(testEnvironment().inboxUrl, email);

/** Guards the person whose data a lender would like to unlock with a mailbox of its own. */
it('gives no code to a mailbox of the lender’s own, and no hint that the person is known', async () => {
  const [borrower] = await importShoppers(provider, 1, 3);
  if (!borrower) throw new Error('no borrower');
  const own = `${unique('mailbox')}@lender.invalid`;
  const forKnown = await askForConsent(lender, provider, { email: own });
  const forUnknown = await askForConsent(lender, provider, { email: `${unique('x')}@no.invalid` });

  const tried = await typeAddress(forKnown, own);
  const alsoTried = await typeAddress(forKnown, borrower.email);
  const unknown = await typeAddress(forUnknown, `${unique('y')}@no.invalid`);

  expect(tried.page.url).toMatch(/\/code$/);
  expect(alsoTried.page.url).toMatch(/\/code$/);
  expect(unknown.page.url).toMatch(/\/code$/);
  // A request that names a mailbox is bound to it: the borrower's own gets no code either.
  await until('the challenges to be handled', async () => {
    const [row] = await auditor.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM app.outbox
       WHERE cell_id = 0 AND action = 'sign_in.challenge_opened'`,
    );
    return row?.open === 0;
  });
  expect(await mails(own)).toEqual([]);
  expect(await mails(borrower.email)).toEqual([]);
  expect(await auditor.rows('consent', { consent_id: forKnown.consentId })).toEqual([]);
  expect(await seenByLender(forKnown)).toEqual(await seenByLender(forUnknown));
}, 120_000);

/** Guards the borrower who said no: the lender cannot tell it from silence. */
it('shows the lender a refusal, a person unknown and silence alike', async () => {
  const [borrower] = await importShoppers(provider, 1, 4);
  if (!borrower) throw new Error('no borrower');
  const declined = await askForConsent(lender, provider);
  const silent = await askForConsent(lender, provider);
  const unknown = await askForConsent(lender, provider);
  await typeAddress(unknown, `${unique('z')}@no.invalid`);

  const { visitor, page } = await typeAddress(declined, borrower.email);
  let code: string | undefined;
  await until('the code', async () => {
    code = (await mails(borrower.email)).map(({ text }) => /\b(\d{6})\b/.exec(text)?.[1]).at(-1);
    return code !== undefined;
  });
  const consentPage = await visitor.submit(page, /\/code$/, { code: code ?? '' });
  const outcome = await visitor.submit(consentPage, /\/decline$/, {});
  expect(outcome.url).toMatch(/\/declined$/);
  expect(await auditor.rows('consent_request', { consent_id: declined.consentId })).toMatchObject([
    { status: 'REJECTED' },
  ]);

  const [afterNo, afterNothing, afterUnknown] = [
    await seenByLender(declined),
    await seenByLender(silent),
    await seenByLender(unknown),
  ];
  expect(afterNo).toEqual(afterNothing);
  expect(afterUnknown).toEqual(afterNothing);
}, 120_000);
