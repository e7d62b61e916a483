import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { auditor } from '../support/auditor.js';
import type { Borrower } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import { must, type TestRequest } from '../support/harness.js';
import { Scene } from './scene.js';

jest.setTimeout(180_000);

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const OWN_PAGE = 'a page that may be framed';
const NARROW = { viewport: { width: 320, height: 640 } };

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
}, 60_000);
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await scene.close();
});

/** Guards the borrower's address and data against who reads addresses: histories, logs, referers. */
it('keeps persons and secrets out of addresses, and asks no other host, from link to withdrawal', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const borrower = await scene.borrower('en', { javaScriptEnabled: true });
  const urls: string[] = [];
  const seen: Record<string, string>[] = [];
  borrower.page.on('request', (sent) => urls.push(sent.url()));
  borrower.page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/html')) seen.push(response.headers());
  });

  await borrower.comeToDecide(request.link, subject.email);
  await borrower.click(borrower.t('consent.allow'));
  must(await scene.score(request), 201);
  await withdraws(borrower);

  const { portalUrl } = testEnvironment();
  expect(urls.length).toBeGreaterThan(8);
  for (const url of urls) {
    expect(url.startsWith(`${portalUrl}/`)).toBe(true);
    expect(decodeURIComponent(url)).not.toMatch(/@|[?&](code|token|email|session)=/);
  }
  expect(seen.length).toBeGreaterThanOrEqual(7);
  for (const headers of seen) expectsSafe(headers);
  await expectsHostCookies(borrower);
  await borrower.leave();
});

async function withdraws(borrower: Borrower): Promise<void> {
  await borrower.open('/');
  await borrower.page.locator('a[href$="/withdraw"]').click();
  await borrower.click(borrower.t('withdraw.stop'));
  expect(await borrower.place()).toMatchObject({ heading: borrower.t('withdrawn.title') });
}

function expectsSafe(headers: Readonly<Record<string, string>>): void {
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(/default-src 'none'/),
    'strict-transport-security': expect.stringMatching(/max-age=31536000/),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['content-security-policy']).not.toMatch(/unsafe|script-src|\*/);
}

async function expectsHostCookies({ context }: Borrower): Promise<void> {
  const cookies = await context.cookies();
  expect(cookies.map(({ name }) => name)).toContain('__Host-session');
  for (const cookie of cookies) {
    expect(cookie.name).toMatch(/^__Host-/);
    expect(cookie).toMatchObject({ secure: true, httpOnly: true, path: '/' });
    expect(['Lax', 'Strict']).toContain(cookie.sameSite);
  }
}

/** Guards against pages that put ours under their own, or press our buttons for the borrower. */
it('is shown in no frame and takes no form from elsewhere', async () => {
  const { borrower, request } = await scene.deciding('en', { javaScriptEnabled: true });
  const fields = await borrower.page
    .locator('#decision')
    .evaluate(
      (form) => Object.fromEntries(new FormData(form as HTMLFormElement)) as Record<string, string>,
    );
  const target = new URL(borrower.page.url()).origin + `/r/${request.consentId}/allow`;
  // Of another site, as our pages are at localhost: the strict half of what browsers tell apart.
  const evil = await servePage(`<iframe src="${request.link}"></iframe><iframe src="/own"></iframe>
    <form method="post" action="${target}">${hidden(fields)}<button>Win</button></form>`);
  for (const host of ['127.0.0.1', 'localhost']) {
    const page = await borrower.context.newPage();
    await page.goto(`http://${host}:${String(portOf(evil))}/`);
    const shown = await framed(page);
    expect(shown).toContain(OWN_PAGE);
    expect(shown).not.toContain('Bridge Lending');
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url() === target),
      page.click('button'),
    ]);
    expect(answer.status()).toBe(403);
  }
  expect(await auditor.rows('consent', { consent_id: request.consentId })).toEqual([]);
  await borrower.page.reload();
  await borrower.click(borrower.t('consent.allow'));
  expect(await auditor.rows('consent', { consent_id: request.consentId })).toHaveLength(1);
  await borrower.leave();
});

const hidden = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('');

async function servePage(html: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const body = url === '/own' ? `<p>${OWN_PAGE}</p>` : html;
    response.setHeader('content-type', 'text/html').end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, listening));
  return server;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** What the frames in a page show, one after the other. */
async function framed(page: Page): Promise<string> {
  const frames = page.frames().filter((one) => one !== page.mainFrame());
  return (await Promise.all(frames.map((one) => one.content()))).join();
}

/** Guards who reads by ear, by keyboard, enlarged, or on a small telephone. */
it.each(['en', 'zh-CN'] as const)('has no barrier on any page, in %s at 320 px', async (locale) => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const borrower = await scene.borrower(locale, { javaScriptEnabled: true, ...NARROW });
  await borrower.open(request.link);
  await isAccessible(borrower);
  await borrower.click(borrower.t('landing.continue'));
  await isAccessible(borrower);
  await borrower.signIn(subject.email);
  await isAccessible(borrower);
  await borrower.click(borrower.t('consent.allow'));
  await isAccessible(borrower);
  await seesScoreAndWithdraws(borrower, request);
  await borrower.leave();
});

async function seesScoreAndWithdraws(borrower: Borrower, request: TestRequest): Promise<void> {
  const { score_id: scoreId } = must(await scene.score(request), 201) as { score_id: string };
  const own = `/consents/${request.consentId}`;
  for (const path of ['/', own, `${own}/scores/${scoreId}`, `${own}/withdraw`]) {
    await borrower.open(path);
    await isAccessible(borrower);
  }
  await borrower.click(borrower.t('withdraw.stop'));
  await isAccessible(borrower);
}

async function isAccessible({ page, locale }: Borrower): Promise<void> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { passes, violations } = await axe.run({ runOnly: { type: 'tag', values: tags } });
    const { scrollWidth, clientWidth } = document.documentElement;
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    const looked = passes.length > 5;
    return {
      looked,
      faults,
      overflow: scrollWidth - clientWidth,
      lang: document.documentElement.lang,
    };
  }, WCAG);
  expect({ at: page.url(), ...found }).toEqual({
    ...{ at: page.url(), looked: true, faults: [], overflow: 0, lang: locale },
  });
}
