import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { codeAfter, lastMail } from '../support/borrower.js';
import { call } from '../support/http.js';
import { must, type TestRequest } from '../support/harness.js';
import { Scene } from './scene.js';

jest.setTimeout(120_000);

const WRONG_TRIES = 5;

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
}, 60_000);
afterAll(() => scene.close());

/** Guards who has second thoughts: out in one action, back to where they came from. */
it('lets the borrower out at every step, in one action that tells the lender nothing', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const borrower = await scene.borrower();
  const out = borrower.t('action.leave-here');
  const leaves = async (way: string, path: string) => {
    await borrower.click(way);
    expect(await borrower.place()).toMatchObject({ path: `/r/${request.consentId}/${path}` });
    const back = borrower.page.getByRole('link', { name: /^Back to/ });
    const href = new URL((await back.getAttribute('href')) ?? '');
    expect(Object.fromEntries(href.searchParams)).toEqual({
      ...{ case: '7', consent_id: request.consentId, consent_result: 'open' },
    });
  };

  await borrower.open(request.link);
  await leaves(out, 'left');
  await borrower.open(request.link);
  await borrower.click(borrower.t('landing.continue'));
  await leaves(out, 'left');
  await borrower.open(`/r/${request.consentId}/address`);
  await borrower.page.getByLabel(borrower.t('email.label')).fill(subject.email);
  await borrower.click(borrower.t('email.submit'));
  await leaves(out, 'left');
  await borrower.comeToDecide(request.link, subject.email);
  await leaves(out, 'left');
  await borrower.comeToDecide(request.link, subject.email);
  await leaves(borrower.t('consent.decline'), 'declined');

  expect(await auditor.rows('consent', { consent_id: request.consentId })).toEqual([]);
  expect(await statusOf(request)).toBe('AWAITING_AUTHORISATION');
  await borrower.leave();
});

async function statusOf({ consentId }: TestRequest): Promise<string> {
  const path = `/v1/consent-requests/${consentId}`;
  return must(await call<{ status: string }>(scene.lender.key, path), 200).status;
}

/** Guards against the scanners of mail, which open every link before its reader does. */
it('is not used up by GET or HEAD, however often', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  for (const method of ['GET', 'GET', 'GET', 'HEAD'])
    expect((await fetch(request.link, { method })).status).toBe(200);

  const borrower = await scene.borrower();
  await borrower.comeToDecide(request.link, subject.email);
  await borrower.click(borrower.t('consent.allow'));
  const success = await borrower.text();
  expect(success).toMatch(/R-[0-9A-Z]{5}-[0-9A-Z]{5}/);
  expect(success).toContain(borrower.t('term.until'));
  expect(await borrower.page.getByRole('link', { name: 'Back to Bridge Lending' }).count()).toBe(1);
  await borrower.leave();
});

/** Guards the mailbox's owner against whoever guesses. */
it('takes no code after five wrong ones, not even the right one', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const borrower = await scene.borrower();
  const before = await lastMail(subject.email);
  await borrower.open(`/r/${request.consentId}/address`);
  await borrower.page.getByLabel(borrower.t('email.label')).fill(subject.email);
  await borrower.click(borrower.t('email.submit'));
  const code = await codeAfter(subject.email, before);
  const wrong = code === '000000' ? '111111' : '000000';
  const type = async (digits: string) => {
    await borrower.page.getByLabel(borrower.t('code.label')).fill(digits);
    await borrower.click(borrower.t('code.submit'));
    expect(await borrower.text()).toContain(borrower.t('code.wrong'));
  };

  for (let tries = 0; tries < WRONG_TRIES; tries++) await type(wrong);
  await type(code);

  expect(await borrower.place()).toMatchObject({ path: `/r/${request.consentId}/code` });
  await borrower.leave();
});

/** Guards who reads a code out to a stranger on the telephone. */
it('takes a code only in the browser that asked for it, once, with or without a space', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const [borrower, thief] = [await scene.borrower(), await scene.borrower()];
  const before = await lastMail(subject.email);
  await borrower.open(`/r/${request.consentId}/address`);
  await borrower.page.getByLabel(borrower.t('email.label')).fill(subject.email);
  await borrower.click(borrower.t('email.submit'));
  const input = borrower.page.getByLabel(borrower.t('code.label'));
  expect(await input.getAttribute('autocomplete')).toBe('one-time-code');
  const code = await codeAfter(subject.email, before);

  await thief.open(request.link);
  const step = (await borrower.context.cookies()).find(({ name }) => name === '__Host-step');
  if (step) await thief.context.addCookies([step]);
  await thief.open(`/r/${request.consentId}/code`);
  await thief.page.getByLabel(thief.t('code.label')).fill(code);
  await thief.click(thief.t('code.submit'));
  expect(await thief.text()).toContain(thief.t('code.wrong'));

  await input.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await borrower.click(borrower.t('code.submit'));
  expect(await borrower.place()).toMatchObject({ path: `/r/${request.consentId}/consent` });
  await Promise.all([borrower.leave(), thief.leave()]);
});

/** Guards who is a customer, and who is not: the page must not tell which. */
it('says the same of an address that nobody has', async () => {
  const [request, subject] = [await scene.ask(), scene.somebody()];
  const said = async (email: string) => {
    const borrower = await scene.borrower();
    await borrower.open(`/r/${request.consentId}/address`);
    await borrower.page.getByLabel(borrower.t('email.label')).fill(email);
    await borrower.click(borrower.t('email.submit'));
    const text = (await borrower.text()).replace(email, '').replace(/\d\d:\d\d/, '');
    await borrower.leave();
    return text;
  };
  expect(await said(`nobody.${subject.email}`)).toBe(await said(subject.email));
});
