import { jest } from '@jest/globals';
import pg from 'pg';
import { nth, OFTEN, openScene } from '../consent/scene.js';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { askForConsent, grant, must, ONE_TIME, scoreCall, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, type OwnApp, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);

let other: OwnApp;
beforeAll(async () => {
  other = await startOwnApp('api');
});
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

/**
 * Guards a lender whose retry reached another process: it gets the first call's answer, and the
 * borrower is read once. A consent that the first call used up must not refuse that call's twin.
 */
it.each([
  ['may be read often', OFTEN],
  ['may be read once', ONE_TIME],
  ['has one reading left', { frequency: { unit: 'MONTH', value: 1 } }],
])(
  'answers one key at two processes at once by one score, where a consent %s',
  async (_, terms) => {
    const { provider, lender, people } = await openScene();
    const request = await askForConsent(lender, provider, terms);
    await grant(request, nth(people, 0));
    const release = await holdConsent(request.consentId);

    const answers = Promise.all(
      [testEnvironment().apiUrl, other.url].map((apiUrl) =>
        call(lender.key, '/v1/scores', {
          apiUrl,
          body: scoreCall(request),
          headers: { 'idempotency-key': 'twin' },
        }),
      ),
    );
    await until('both calls to wait for the consent', async () => (await waiting()) >= 2);
    await release();

    const [one, two] = (await answers).map((answer) => must(answer, 201));
    expect(two).toEqual(one);
    expect(await auditor.rows('score', { consent_id: request.consentId })).toHaveLength(1);
    expect(await auditor.rows('access_decision', { consent_id: request.consentId })).toMatchObject(
      expect.not.arrayContaining([expect.objectContaining({ outcome: 'denied' })]),
    );
  },
);

/** Keeps the consent's row locked, so that who asks for it waits having looked its key up. */
async function holdConsent(consentId: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: testEnvironment().adminUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM app.consent WHERE consent_id = $1 FOR UPDATE', [consentId]);
  return () => holder.end();
}

async function waiting(): Promise<number> {
  const [row] = await auditor.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
     WHERE wait_event_type = 'Lock' AND query LIKE '%FROM app.consent%'`,
  );
  return row?.n ?? 0;
}
