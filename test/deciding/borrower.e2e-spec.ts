import { jest } from '@jest/globals';
import { nth, openScene } from '../consent/scene.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, grant, must, score, unique } from '../support/harness.js';
import { call } from '../support/http.js';
import { bringPolicy, policyDesk } from './desk.js';

jest.setTimeout(180_000);

/** Guards the applicant: told what was decided and why; and every other, of whom it is not. */
it('shows a borrower what was decided of them, and its notice, and nobody else', async () => {
  const { provider, lender, people } = await openScene(2);
  const desk = await policyDesk(lender);
  await desk.deploy(await bringPolicy(lender.key, { tests: unique('case') }));
  const [mine, theirs] = [
    await askForConsent(lender, provider),
    await askForConsent(lender, provider),
  ];
  const [visitor, other] = [await grant(mine, nth(people, 0)), await grant(theirs, nth(people, 1))];
  const scoreId = String(must(await score(lender, mine), 201)['score_id']);
  const made = await call(lender.key, `/v1/applications/${mine.applicationId}/decisions`, {
    body: { score_id: scoreId },
  });
  const decisionId = String(must(made, 201)['decision_id']);

  const { portalUrl } = testEnvironment();
  const scorePath = `${portalUrl}/consents/${mine.consentId}/scores/${scoreId}`;
  const path = `/consents/${mine.consentId}/scores/${scoreId}/decisions/${decisionId}`;
  expect((await visitor.open(scorePath)).root.toString()).toContain(path);

  const notice = (await visitor.open(portalUrl + path)).root.toString();
  expect(notice).toContain(decisionId);
  expect(notice).toContain('took no part in the decision');
  expect(notice).toContain('on a scale from');

  await expect(other.open(portalUrl + path)).rejects.toThrow('status 404');
  const absent = path.replace(decisionId, '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f');
  await expect(visitor.open(portalUrl + absent)).rejects.toThrow('status 404');
});
