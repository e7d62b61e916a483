import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { say } from '#words';
import { auditor } from '../support/auditor.js';
import { Borrower, codeAfter, lastMail } from '../support/borrower.js';
import { launchChromium } from '../support/chromium.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, must, score, type TestTenant, unique, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { hireStaff, type TestStaff } from '../support/staff.js';
import { nth, openScene } from '../consent/scene.js';

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await auditor.close();
});

const APPS = ['api', 'portal', 'worker'] as const;
const logOf = (app: (typeof APPS)[number]) =>
  readFileSync(join(testEnvironment().folder, 'logs', `${app}.log`), 'utf8');

/** What must stand in no log, by what it is. */
type Secrets = Record<string, string>;

/** Cookies of a browser, whose values open doors. */
async function noteCookies({ context }: Borrower, secrets: Secrets): Promise<void> {
  for (const { name, value } of await context.cookies())
    if (/session|step|staff$|form|browser/.test(name)) secrets[`cookie ${name}`] = value;
}

/** From the link to a score, with a wrong code on the way. */
async function borrows(email: string, request: { link: string }, secrets: Secrets): Promise<void> {
  const borrower = await Borrower.at(browser, 'en', { locale: 'en' });
  const before = await lastMail(email);
  await borrower.open(request.link);
  await borrower.click(borrower.t('landing.continue'));
  secrets['form token'] = await borrower.page.locator('input[name=_csrf]').first().inputValue();
  await borrower.page.getByLabel(borrower.t('email.label')).fill(email);
  await borrower.click(borrower.t('email.submit'));
  const code = await codeAfter(email, before);
  secrets['code'] = code;
  for (const digits of [code === '000000' ? '111111' : '000000', code]) {
    await noteCookies(borrower, secrets);
    await borrower.page.getByLabel(borrower.t('code.label')).fill(digits);
    await borrower.click(borrower.t('code.submit'));
  }
  await borrower.click(borrower.t('consent.allow'));
  await noteCookies(borrower, secrets);
  await borrower.leave();
}

/** Staff sign in at both doors, the first time by a slip, and look for a mail address. */
async function looks({ email, password }: TestStaff, of: string, secrets: Secrets): Promise<void> {
  const body = { email, password: unique('a slip of the hand') };
  secrets['wrong password'] = body.password;
  must(await call(undefined, '/v1/staff/sessions', { body }), 401);
  const right = await call(undefined, '/v1/staff/sessions', { body: { email, password } });
  const token = String(must(right, 201)['token']);
  secrets['staff token'] = token;
  const query = `?actor=${encodeURIComponent(of)}`;
  must(await call(token, `/v1/staff/audit/events${query}`), 200);
  must(await call(`${token}x`, `/v1/staff/audit/events${query}`), 401);

  const officer = await Borrower.at(browser, 'en', { locale: 'en' });
  await officer.open(`${testEnvironment().apiUrl}/staff`);
  await officer.page.locator('input[name=email]').fill(email);
  await officer.page.locator('input[name=password]').fill(password);
  await officer.click(say('en', 'staff.sign-in.submit'));
  await officer.open(`${testEnvironment().apiUrl}/staff/audit${query}`);
  await noteCookies(officer, secrets);
  await officer.leave();
}

/** Calls that put what they should not where it should not be. */
async function blunders({ key }: TestTenant, email: string): Promise<void> {
  const typed = encodeURIComponent(email);
  const typo = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
  must(await call(typo, `/v1/subjects?reference=${typed}`), 401);
  must(await call(key, `/v1/subjects?reference=${typed}&key=${key}`), 400);
  must(await call(key, `/v1/subjects/${typed}`), 400);
  must(await call(key, `/v1/${typed}`), 404);
  must(await call(key, '/v1/subjects', { body: { kind: 'person', email } }), 400);
  must(await call(key, '/v1/subjects', { body: { kind: email, reference: email } }), 400);
  const headers = { 'content-type': 'application/x-ndjson', 'x-request-id': email };
  const row = JSON.stringify({ reference: email, email, cluster: email, data: {} });
  must(await call(key, IMPORT, { body: `${row}\n{"email":"${email}`, headers }), 422);
  const { portalUrl } = testEnvironment();
  for (const path of [`/r/${typed}`, `/sign-in?email=${typed}`, `/consents/${typed}?code=${key}`])
    await fetch(portalUrl + path, { headers: { referer: `${portalUrl}/?m=${typed}` } });
}
const IMPORT = '/v1/imports?kind=person&as_of=2026-11-01T00%3A00%3A00Z';

/** Waits until a call of now is in the log of each app that is called. */
async function untilWritten(): Promise<void> {
  const requestId = unique('last-call');
  const headers = { 'x-request-id': requestId };
  const { apiUrl, portalUrl } = testEnvironment();
  await Promise.all([fetch(`${apiUrl}/healthz`, { headers }), fetch(portalUrl, { headers })]);
  for (const app of ['api', 'portal'] as const)
    await until(`${app}'s log`, () => Promise.resolve(logOf(app).includes(requestId)));
}

/** Guards whoever trusts us with an address or a key: logs are read and kept by many. */
it('writes no address, name, code, password, cookie, key or token of a journey in any log', async () => {
  const { provider, lender, people } = await openScene();
  const { email, reference } = nth(people, 0);
  const staff = await hireStaff(lender.slug);
  const secrets: Secrets = {
    ...{ 'mail address': email, 'typed address': encodeURIComponent(email), reference },
    ...{ 'staff address': staff.email, 'staff name': staff.name, password: staff.password },
  };
  for (const [who, { key }] of Object.entries({ provider, lender }))
    secrets[`key of the ${who}`] = key.split('_')[3] ?? '';
  const request = await askForConsent(lender, provider);
  await borrows(email, request, secrets);
  must(await score(lender, request), 201);
  await looks(staff, email, secrets);
  await blunders(lender, email);
  await untilWritten();

  expect(Object.keys(secrets)).toEqual(
    expect.arrayContaining(['code', 'cookie __Host-session', 'cookie __Host-staff', 'staff token']),
  );
  const logs = APPS.map((app) => [app, logOf(app)] as const);
  // What is harmless is there: so these are the logs, and of these very calls.
  for (const [app, log] of logs)
    expect({ app, spoke: log.includes(app === 'worker' ? 'worker ready' : '"route"') }).toEqual({
      ...{ app, spoke: true },
    });
  expect(nth(logs, 0)[1]).toContain(lender.tenantId);
  const { code = '', ...longer } = secrets;
  for (const [app, log] of logs) {
    for (const [what, secret] of Object.entries(longer)) {
      expect({ what, long: secret.length > 9 }).toEqual({ what, long: true });
      expect({ app, what, there: log.includes(secret) }).toEqual({ app, what, there: false });
    }
    // Six digits stand in many an id: a code is one that stands alone.
    expect(log).not.toMatch(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`));
  }
});
