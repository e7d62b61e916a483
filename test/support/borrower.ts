import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { type Locale, type MessageId, type ParamsOf, say } from '#words';
import { mailsTo } from '../../apps/cli/start/give-consent.js';
import { auditor } from './auditor.js';
import { testEnvironment } from './environment.js';

/** A phone of modest size. */
export const PHONE = { width: 360, height: 740 } as const;
const MAIL_WITHIN_MS = 60_000;

/** A borrower at a real browser: sees pages, chooses a language, clicks, types. */
export class Borrower {
  /** What was clicked, and how many pages came, since `startCounting`. */
  steps = { clicks: 0, pages: 0 };
  private constructor(
    readonly locale: Locale,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('domcontentloaded', () => (this.steps.pages += 1));
  }

  /** On a phone without script, unless told otherwise, which asks for the other language. */
  static async at(
    browser: Browser,
    locale: Locale,
    options: BrowserContextOptions = {},
  ): Promise<Borrower> {
    const other = locale === 'en' ? 'zh-CN' : 'en-GB';
    const phone = { viewport: PHONE, javaScriptEnabled: false, locale: other };
    const context = await browser.newContext({ ...phone, ...options });
    return new Borrower(locale, context, await context.newPage());
  }

  /** Words of the pages in the borrower's language. */
  t<Id extends MessageId>(id: Id, ...params: ParamsOf<Id>): string {
    return say(this.locale, id, ...params);
  }

  /** Counts anew. */
  startCounting(): void {
    this.steps = { clicks: 0, pages: 0 };
  }

  /** Opens an address; relative ones are the portal's. */
  async open(address: string): Promise<void> {
    await this.page.goto(new URL(address, testEnvironment().portalUrl).href);
  }

  /** Chooses the borrower's language by the switch on the page. */
  async chooseLanguage(): Promise<void> {
    const name = this.t(`frame.language.${this.locale}`);
    const to = this.page.locator('.languages').getByText(name, { exact: true });
    await Promise.all([this.page.waitForEvent('domcontentloaded'), to.click()]);
  }

  /** Clicks the button or link of this name, and waits for the page that follows. */
  async click(name: string): Promise<void> {
    const target = this.page
      .getByRole('button', { name, exact: true })
      .or(this.page.getByRole('link', { name, exact: true }));
    this.steps.clicks += 1;
    await Promise.all([this.page.waitForEvent('domcontentloaded'), target.first().click()]);
  }

  /** Types the address, takes the code from the mailbox, types it. */
  async signIn(email: string): Promise<void> {
    await letResend();
    const before = await lastMail(email);
    await this.page.getByLabel(this.t('email.label')).fill(email);
    await this.click(this.t('email.submit'));
    await this.page.getByLabel(this.t('code.label')).fill(await codeAfter(email, before));
    await this.click(this.t('code.submit'));
  }

  /** From the link to the consent page. */
  async comeToDecide(link: string, email: string): Promise<void> {
    await this.open(link);
    await this.click(this.t('landing.continue'));
    await this.signIn(email);
  }

  /** All that the page says. */
  async text(): Promise<string> {
    return this.page.innerText('body');
  }

  /** The language of the page, its heading, and where it is. */
  async place(): Promise<{ lang: string | null; heading: string; path: string }> {
    return {
      lang: await this.page.getAttribute('html', 'lang'),
      heading: await this.page.innerText('h1'),
      path: new URL(this.page.url()).pathname,
    };
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

/** Half a minute goes by for the codes sent so far, so that another can be asked for. */
export async function letResend(): Promise<void> {
  await auditor.query(
    `UPDATE control.sign_in_challenge SET created_at = created_at - interval '31 seconds'`,
  );
}

/** The number of the last mail to an address; 0 when there was none. */
export async function lastMail(email: string): Promise<number> {
  return (await mailsTo(testEnvironment().inboxUrl, email)).at(-1)?.id ?? 0;
}

/** A mail as the catcher tells it. */
export interface Mail {
  readonly id: number;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** The first mail to an address after another that is about this; fails after a minute. */
export async function mailAfter(email: string, after: number, about: RegExp): Promise<Mail> {
  const end = Date.now() + MAIL_WITHIN_MS;
  for (let last = after; Date.now() < end;) {
    const query = new URLSearchParams({ to: email, after: String(last), wait_ms: '10000' });
    const url = `${testEnvironment().inboxUrl}/api/messages?${query.toString()}`;
    const mails = (await (await fetch(url)).json()) as Mail[];
    const found = mails.find(({ subject }) => about.test(subject));
    if (found) return found;
    last = mails.at(-1)?.id ?? last;
  }
  throw new Error(`Waited a minute for a mail to ${email} about ${String(about)}`);
}

/** The code of the first mail with one after another mail. */
export async function codeAfter(email: string, after: number): Promise<string> {
  const { subject } = await mailAfter(email, after, /\d{6}/);
  return /\d{6}/.exec(subject)?.[0] ?? '';
}
