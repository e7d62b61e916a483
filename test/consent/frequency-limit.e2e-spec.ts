import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { askForConsent, grant, score } from '../support/harness.js';
import { nth, openScene } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const ALLOWED = 7;
const AT_ONCE = 100;

/** Guards the borrower who agreed to so many readings and no more, however they come. */
it('gives exactly as many of 100 parallel calls a score as the frequency allows', async () => {
  const { provider, lender, people } = await openScene();
  const frequency = { unit: 'MONTH', value: ALLOWED };
  const request = await askForConsent(lender, provider, { fetch_type: 'PERIODIC', frequency });
  await grant(request, nth(people, 0));

  const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => score(lender, request)));

  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused).toHaveLength(AT_ONCE - ALLOWED);
  for (const { status, body } of refused)
    expect({ status, code: body['code'] }).toEqual({
      ...{ status: 429, code: 'consent-frequency-exceeded' },
    });
  const nextAt = (refused[0]?.body['details'] as { next_at?: string } | undefined)?.next_at ?? '';
  expect(Date.parse(nextAt)).toBeGreaterThan(Date.now());
  const where = { consent_id: request.consentId };
  expect(await auditor.rows('score', where)).toHaveLength(ALLOWED);
  expect(await auditor.rows('consent', where)).toMatchObject([{ window_reads: ALLOWED }]);
  const decisions = await auditor.rows<{ outcome: string }>('access_decision', where);
  expect(decisions.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(ALLOWED);
  expect(decisions).toHaveLength(AT_ONCE);
});
