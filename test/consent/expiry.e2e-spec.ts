import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { askForConsent, grant, must, score, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { all, everyDoor, nth, OFTEN, openScene, said } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

/** Guards the borrower whose yes was for so many days: after them it is as if never said. */
it('opens no door once the consent’s period is over, whether or not that was written down', async () => {
  const { provider, lender, people } = await openScene();
  const request = await askForConsent(lender, provider, OFTEN);
  await grant(request, nth(people, 0));
  const kept = must(await score(lender, request, 'kept'), 201) as { score_id: string };
  const known = { scoreId: kept.score_id, idempotencyKey: 'kept' };
  expect(said(await everyDoor(lender, request, known))).toEqual({
    ...{ new: '201', stored: '200', csv: '200', replay: '201' },
  });

  await endPeriod(request.consentId);

  expect(await auditor.rows('consent', { consent_id: request.consentId })).toMatchObject([
    { status: 'ACTIVE' },
  ]);
  expect(said(await everyDoor(lender, request, known))).toEqual(all('403 consent-expired'));
  const path = `/v1/consent-requests/${request.consentId}`;
  expect((await call(lender.key, path)).body).toMatchObject({ status: 'EXPIRED' });

  await auditor.query('UPDATE control.directory SET due_at = now() WHERE consent_id = $1', [
    request.consentId,
  ]);
  await until('the end to be written down', async () => {
    const [row] = await auditor.rows('consent', { consent_id: request.consentId });
    return row?.['status'] === 'EXPIRED';
  });
  expect(await auditor.rows('consent', { consent_id: request.consentId })).toMatchObject([
    { status: 'EXPIRED', window_reads: 2 },
  ]);
  expect(said(await everyDoor(lender, request, known))).toEqual(all('403 consent-expired'));
});

/** The clock of a running app cannot be moved, so the row's end is. */
async function endPeriod(consentId: string): Promise<void> {
  for (const table of ['consent', 'consent_request']) {
    const moved = await auditor.query(
      `UPDATE app.${table} SET expires_at = now() - interval '1 second' WHERE consent_id = $1
       RETURNING consent_id`,
      [consentId],
    );
    expect(moved).toHaveLength(1);
  }
}
