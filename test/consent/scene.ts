import { type Page, Visitor } from '../../apps/cli/start/visitor.js';
import { codeAfter, lastMail, letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  deployModel,
  importShoppers,
  newTenant,
  scoreCall,
  type TestRequest,
  type TestSubject,
  type TestTenant,
} from '../support/harness.js';
import { type Answer, call } from '../support/http.js';

/** A provider with people, and a lender that has its model. */
export interface Scene {
  readonly provider: TestTenant;
  readonly lender: TestTenant;
  readonly people: readonly TestSubject[];
}

/** As many readings as a test wants to race: the most that a purpose allows in a month. */
export const OFTEN = { fetch_type: 'PERIODIC', frequency: { unit: 'MONTH', value: 120 } } as const;

/** A provider and a lender of the test's own. */
export async function openScene(people = 1): Promise<Scene> {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  await deployModel(provider, 'person', [lender]);
  return { provider, lender, people: await importShoppers(provider, people) };
}

/** One of a list that must be there. */
export function nth<T>(list: readonly T[], at: number): T {
  const one = list[at];
  if (one === undefined) throw new Error(`There is no number ${String(at)}`);
  return one;
}

const page = (path: string): string => testEnvironment().portalUrl + path;

/** A borrower signs in without a link, form by form. */
export async function signIn({ email }: Pick<TestSubject, 'email'>): Promise<Visitor> {
  await letResend();
  const visitor = new Visitor();
  const before = await lastMail(email);
  const address = await visitor.open(page('/sign-in'));
  const code = await visitor.submit(address, /\/address$/, { email });
  await visitor.submit(code, /\/code$/, { code: await codeAfter(email, before) });
  return visitor;
}

/** A borrower comes from the link to the page with the two answers. */
export async function comeToDecide(
  request: TestRequest,
  { email }: Pick<TestSubject, 'email'>,
): Promise<{ readonly visitor: Visitor; readonly consent: Page }> {
  await letResend();
  const visitor = new Visitor();
  const before = await lastMail(email);
  const address = await visitor.follow(await visitor.open(request.link), /\/address$/);
  const code = await visitor.submit(address, /\/address$/, { email });
  const digits = await codeAfter(email, before);
  return { visitor, consent: await visitor.submit(code, /\/code$/, { code: digits }) };
}

/** Comes to the last page before a withdrawal; what is given back sends its form. */
export async function aboutToWithdraw(
  borrower: TestSubject,
  { consentId }: TestRequest,
): Promise<() => Promise<Page>> {
  const visitor = await signIn(borrower);
  const form = await visitor.open(page(`/consents/${consentId}/withdraw`));
  return () => visitor.submit(form, /\/withdraw$/, {});
}

/** Every door through which a lender can get at a score under a consent, and what each says. */
export async function everyDoor(
  { key }: TestTenant,
  request: TestRequest,
  known: { readonly scoreId: string; readonly idempotencyKey: string },
): Promise<Record<'new' | 'stored' | 'csv' | 'replay', Answer>> {
  const path = '/v1/scores';
  const body = scoreCall(request);
  const headers = { 'idempotency-key': known.idempotencyKey };
  return {
    new: await call(key, path, { body }),
    stored: await call(key, `/v1/scores/${known.scoreId}`),
    csv: await call(key, `/v1/consents/${request.consentId}/scores.csv`),
    replay: await call(key, path, { body, headers }),
  };
}

/** Status and code of each door's answer. */
export const said = (doors: Readonly<Record<string, Answer>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(doors).map(([door, { status, body }]) => [
      door,
      typeof body['code'] === 'string' ? `${String(status)} ${body['code']}` : String(status),
    ]),
  );

/** What `said` is when every door answers the same. */
export const all = (answer: string): Record<string, string> => ({
  new: answer,
  stored: answer,
  csv: answer,
  replay: answer,
});
