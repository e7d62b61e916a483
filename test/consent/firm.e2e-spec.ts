import { jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createWorld } from '#simulator';
import { auditor } from '../support/auditor.js';
import { Borrower } from '../support/borrower.js';
import { launchChromium } from '../support/chromium.js';
import {
  AS_OF,
  deployModel,
  importRows,
  must,
  newTenant,
  score,
  TERMS,
  type TestRequest,
  type TestSubject,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { type Answer, call } from '../support/http.js';

jest.setTimeout(120_000);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await auditor.close();
});

const BASIS = {
  basis: 'contract',
  purpose: 'Shop account',
  notice: 'terms',
  from: '2000-01-01T00:00:00Z',
};
const CLUSTERS = { clusters_needed: ['sales'], clusters_optional: ['payouts', 'profile'] };

async function importMerchant(provider: TestTenant, index: number): Promise<TestSubject> {
  const merchant = createWorld({ seed: 11, asOf: new Date(AS_OF) }).merchant(index);
  const subject = {
    reference: `${provider.slug}-${merchant.reference}`,
    email: `${provider.slug}.${merchant.email}`,
  };
  const rows = Object.entries(merchant.clusters).map(([cluster, data]) => ({
    ...{ ...subject, basis: BASIS, cluster, data },
  }));
  await importRows(provider, 'firm', rows);
  return subject;
}

async function askFirm(
  { key }: TestTenant,
  provider: TestTenant,
  clusters: Readonly<Record<string, readonly string[]>>,
): Promise<Answer & { readonly of: Omit<TestRequest, 'consentId' | 'link'> }> {
  const firm = { kind: 'firm', reference: unique('firm') };
  const { subject_id: subjectId } = must(
    await call<{ subject_id: string }>(key, '/v1/subjects', { body: firm }),
    201,
  );
  const application = {
    ...{ subject_id: subjectId, reference: unique('application') },
    ...{ amount_minor: 5_000_000, currency: 'CNY' },
  };
  const { application_id: applicationId } = must(
    await call<{ application_id: string }>(key, '/v1/applications', { body: application }),
    201,
  );
  const body = { ...TERMS, ...clusters, application_id: applicationId, provider: provider.slug };
  return {
    ...(await call(key, '/v1/consent-requests', { body })),
    of: { applicationId, subjectId },
  };
}

interface Scored {
  readonly score: number;
  readonly model: { readonly sha256: string };
  readonly coverage: Readonly<Record<string, readonly string[]>>;
  readonly reasons: readonly { readonly code: string }[];
}

/** Guards a shop's owner, whose firm is asked for what firms have, in words about firms. */
it('takes a firm from its own clusters to a score, on its own pages', async () => {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  const sha256 = await deployModel(provider, 'firm', [lender]);
  await deployModel(provider, 'person', [lender]);
  const firm = await importMerchant(provider, 3);
  const person = await askFirm(lender, provider, { ...CLUSTERS, clusters_needed: ['orders'] });
  expect(person.status).toBe(412);
  expect(person.body).toMatchObject({ code: 'consent-terms-over-limit' });

  const asked = await askFirm(lender, provider, CLUSTERS);
  const { consent_id: consentId, link } = must(asked, 201) as { consent_id: string; link: string };
  const borrower = await Borrower.at(browser, 'zh-CN', { locale: 'zh-CN' });
  const named = { recipient: `Tenant ${lender.slug}`, provider: `Tenant ${provider.slug}` };
  await borrower.open(link);
  expect(await borrower.text()).toContain(borrower.t('landing.lead-firm', named));
  await borrower.comeToDecide(link, firm.email);
  expect((await borrower.place()).heading).toBe(borrower.t('consent.title-firm', named));
  const text = await borrower.text();
  for (const id of ['cluster.sales', 'cluster.payouts'] as const)
    expect(text).toContain(borrower.t(id));
  expect(text).not.toContain(borrower.t('cluster.orders'));
  await borrower.page.getByLabel(borrower.t('cluster.payouts'), { exact: true }).check();
  await borrower.click(borrower.t('consent.allow'));

  const scored = must(
    await score(lender, { consentId, applicationId: asked.of.applicationId }),
    201,
  );
  const { model, coverage, score: points } = scored as unknown as Scored;
  expect(model.sha256).toBe(sha256);
  expect(coverage).toMatchObject({ withheld: ['profile'], unavailable: [] });
  expect(await auditor.rows('consent', { consent_id: consentId })).toMatchObject([
    { subject_kind: 'firm', status: 'ACTIVE' },
  ]);
  await borrower.open(`/consents/${consentId}/scores/${String(scored['score_id'])}`);
  expect(await borrower.text()).toContain(String(points));
  await borrower.leave();
});
