import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { lastMail, mailAfter } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, grant, must, ONE_TIME, score } from '../support/harness.js';
import { call } from '../support/http.js';
import { all, everyDoor, nth, openScene, said } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

/** Guards who allowed one reading: what was made of it is still theirs to take back. */
it('lets the borrower withdraw a used-up consent, after which every door refuses', async () => {
  const { provider, lender, people } = await openScene();
  const borrower = nth(people, 0);
  const request = await askForConsent(lender, provider, ONE_TIME);
  const visitor = await grant(request, borrower);
  const { score_id: scoreId } = must(await score(lender, request, 'kept'), 201) as {
    score_id: string;
  };
  const known = { scoreId, idempotencyKey: 'kept' };
  expect(said(await everyDoor(lender, request, known))).toEqual({
    ...{ new: '403 consent-consumed', stored: '200', csv: '200', replay: '201' },
  });
  const { portalUrl } = testEnvironment();
  const detailUrl = `${portalUrl}/consents/${request.consentId}`;
  const before = await lastMail(borrower.email);

  const home = await visitor.open(`${portalUrl}/`);
  expect(home.root.querySelector(`a[href$="/${request.consentId}/withdraw"]`)).not.toBeNull();
  const detail = await visitor.open(detailUrl);
  const asked = await visitor.follow(detail, /\/withdraw$/);
  const after = await visitor.submit(asked, /\/withdraw$/, {});

  expect(after.url).toMatch(/\/withdrawn$/);
  expect(said(await everyDoor(lender, request, known))).toEqual(all('403 consent-revoked'));
  const polled = await call(lender.key, `/v1/consent-requests/${request.consentId}`);
  expect(polled.body).toMatchObject({ status: 'REVOKED' });
  const [row] = await auditor.rows<{ receipt_number: string }>('consent', {
    ...{ consent_id: request.consentId, status: 'REVOKED' },
  });
  const receipt = await mailAfter(borrower.email, before, /^(?!.*\d{6}$)/);
  expect(receipt.subject).toContain(row?.receipt_number);
  // Once is enough, and the page offers no second time.
  expect((await visitor.open(detailUrl)).root.querySelector('a[href$="/withdraw"]')).toBeNull();
});
