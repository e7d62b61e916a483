import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import type { Locale } from '#words';
import { auditor } from '../support/auditor.js';
import { Borrower } from '../support/borrower.js';
import { launchChromium } from '../support/chromium.js';
import {
  askForConsent,
  deployModel,
  importShoppers,
  newTenant,
  score,
  type TestRequest,
  type TestSubject,
  type TestTenant,
} from '../support/harness.js';

const SHOPPERS = 24;
const MARGIN = 16;
const IMAGES = join(import.meta.dirname, '..', '..', 'docs', 'images');
/** Where a borrower who is done is led back to. */
export const RETURN_URL = 'https://lender.invalid/back?case=7';

/** Terms that call for no warning. */
const USUAL = { history_months: 24, frequency: { unit: 'DAY', value: 2 } } as const;

/** A marketplace, a lender that has its model, and people who have not been asked yet. */
export class Scene {
  private next = 0;
  private constructor(
    readonly browser: Browser,
    readonly provider: TestTenant,
    readonly lender: TestTenant,
    private readonly subjects: readonly TestSubject[],
  ) {}

  static async open(): Promise<Scene> {
    const browser = await launchChromium();
    const provider = await newTenant(['provider', 'recipient'], 'Lantern Market');
    const lender = await newTenant(['recipient'], 'Bridge Lending');
    await deployModel(provider, 'person', [lender]);
    return new Scene(browser, provider, lender, await importShoppers(provider, SHOPPERS));
  }

  /** Somebody whom no other test of the file takes. */
  somebody(): TestSubject {
    const subject = this.subjects[this.next++];
    if (!subject) throw new Error('Everybody has been taken');
    return subject;
  }

  /** A request with a way back. */
  ask(terms: Readonly<Record<string, unknown>> = {}): Promise<TestRequest> {
    return askForConsent(this.lender, this.provider, { return_url: RETURN_URL, ...terms });
  }

  /** A borrower at a browser that has chosen a language. */
  async borrower(locale: Locale = 'en', options: BrowserContextOptions = {}): Promise<Borrower> {
    return Borrower.at(this.browser, locale, { locale, ...options });
  }

  /** A borrower who has come to the consent page. */
  async deciding(
    locale: Locale = 'en',
    options: BrowserContextOptions = {},
  ): Promise<{ borrower: Borrower; request: TestRequest; subject: TestSubject }> {
    const [request, subject] = [await this.ask(USUAL), this.somebody()];
    const borrower = await this.borrower(locale, options);
    await borrower.comeToDecide(request.link, subject.email);
    return { borrower, request, subject };
  }

  /** A score under a request that was granted. */
  score(request: TestRequest) {
    return score(this.lender, request);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await auditor.close();
  }
}

/** Takes a picture of a page's top, down to the end of a part, when PICTURES=1 asks for it. */
export async function picture({ page }: Borrower, name: string, last: Locator): Promise<void> {
  if (process.env['PICTURES'] !== '1') return;
  await mkdir(IMAGES, { recursive: true });
  const end = await last.boundingBox();
  const height = Math.ceil((end?.y ?? 0) + (end?.height ?? 0)) + MARGIN;
  const clip = { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height };
  await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true, clip });
}
