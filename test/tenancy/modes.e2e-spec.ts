import { jest } from '@jest/globals';
import { SCOPES } from '#tenancy';
import { auditor } from '../support/auditor.js';
import { must, newKey, newTenant, TERMS, type TestTenant, unique } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

type Mode = 'live' | 'test';
const other = (mode: Mode): Mode => (mode === 'live' ? 'test' : 'live');

/** A provider that has cells of one mode alone, as one that has not gone live yet. */
async function providerOf(mode: Mode): Promise<TestTenant> {
  const tenant = await newTenant(['provider']);
  await auditor.query('DELETE FROM control.cell WHERE tenant_id = $1 AND mode = $2', [
    tenant.tenantId,
    other(mode),
  ]);
  return tenant;
}

/** Calls an api with one key. */
type Ask = (path: string, body?: object) => Promise<Answer>;

async function newApplication(ask: Ask): Promise<Record<'application_id' | 'subject_id', string>> {
  const subject = must(
    await ask('/v1/subjects', { kind: 'person', reference: unique('applicant') }),
    201,
  );
  const application = await ask('/v1/applications', {
    ...{ subject_id: subject['subject_id'], reference: unique('application') },
    ...{ amount_minor: 100_000, currency: 'CNY' },
  });
  return must(application, 201) as Record<'application_id' | 'subject_id', string>;
}

const said = ({ status, body }: Answer) =>
  status < 300 ? String(status) : `${String(status)} ${String(body['code'])}`;

/** Guards real borrowers from a trial run, and a trial run from waiting for real borrowers. */
it('lets a key name none but institutions and things of its own mode', async () => {
  const lender = await newTenant(['recipient']);
  const keys = { live: lender.key, test: await newKey(lender.slug, SCOPES, 'test') };
  const providers = { live: await providerOf('live'), test: await providerOf('test') };
  // The apps that all tests share have seen the cells that are gone now.
  const { url: apiUrl } = await startOwnApp('api');

  for (const mode of ['live', 'test'] as const) {
    const ask: Ask = (path, body) => call(keys[mode], path, { apiUrl, body });
    const amiss: Ask = (path, body) => call(keys[other(mode)], path, { apiUrl, body });
    const { application_id: id, subject_id: subject } = await newApplication(ask);
    const request = { ...TERMS, application_id: id };
    const naming = (of: Mode) => ({ ...request, provider: providers[of].slug });

    const wrong = await ask('/v1/consent-requests', naming(other(mode)));
    expect(said(wrong)).toBe('422 provider-unknown');
    expect(said(await ask('/v1/consent-requests', { ...request, provider: 'no-such-one' }))).toBe(
      '422 provider-unknown',
    );
    const made = await ask('/v1/consent-requests', naming(mode));
    expect(said(made)).toBe('201');

    const consent = `/v1/consent-requests/${String(made.body['consent_id'])}`;
    expect(said(await ask(consent))).toBe('200');
    expect(said(await amiss(consent))).toBe('404 consent-not-found');
    expect(said(await amiss(`/v1/applications/${id}`))).toBe('404 application-not-found');
    expect(said(await amiss(`/v1/subjects/${subject}`))).toBe('404 subject-not-found');
    const foreign = { ...naming(other(mode)), application_id: id };
    expect(said(await amiss('/v1/consent-requests', foreign))).toBe('404 application-not-found');
  }
});
