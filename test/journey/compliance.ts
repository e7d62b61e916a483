import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { type Locale, say } from '#words';
import { testEnvironment } from '../support/environment.js';
import { logIn, must, type TestTenant, unique } from '../support/harness.js';
import { call } from '../support/http.js';

const run = promisify(execFile);
const CLI = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'main.js');

/** An account of compliance staff. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Gives a tenant compliance staff, by the command line as an operator would. */
export async function hireCompliance({ slug }: TestTenant): Promise<Account> {
  const email = `${unique('staff')}@${slug}.invalid`;
  const told = ['--name', 'Kim Lee', '--role', 'compliance', '--tenant', slug];
  const { stdout } = await run(process.execPath, [CLI, 'staff', 'create', email, ...told], {
    env: { ...testEnvironment().environment },
  });
  const [, password = ''] = stdout.trim().split('\n');
  return { email, password };
}

/** An event as the api tells it to staff. */
export interface SeenEvent {
  readonly id: string;
  readonly action: string;
}

/** What staff find about a consent by the api. */
export async function seenByStaff(
  account: Account,
  consentId: string,
): Promise<readonly SeenEvent[]> {
  const token = await logIn(account);
  const path = `/v1/staff/audit/events?consent=${consentId}&limit=100`;
  return must(await call<{ events: SeenEvent[] }>(token, path), 200).events;
}

/** What staff read of a consent on the page, found by its form, without script. */
export async function seenOnStaffPage(
  browser: Browser,
  locale: Locale,
  { email, password }: Account,
  consentId: string,
): Promise<string> {
  const context = await browser.newContext({ javaScriptEnabled: false, locale });
  const page = await context.newPage();
  await page.goto(`${testEnvironment().apiUrl}/staff`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: say(locale, 'staff.sign-in.submit') }).click();
  await page.getByLabel(say(locale, 'staff.audit.consent'), { exact: true }).fill(consentId);
  await page.getByRole('button', { name: say(locale, 'staff.audit.search') }).click();
  await page.waitForURL(/consent=/);
  const text = await page.innerText('body');
  await context.close();
  return text;
}
