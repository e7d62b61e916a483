import { jest } from '@jest/globals';
import { nth, OFTEN, openScene } from '../consent/scene.js';
import { askForConsent, grant, must, score, scoreCall } from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);
afterAll(endOwnApps);

const DAY_MS = 86_400_000;
const DATA_LIFE_DAYS = 5;

/** Guards the borrower who was told for how long an answer is kept: no door outlives that. */
it('gives no replay once the answer’s time is over, as it gives no stored score', async () => {
  const { provider, lender, people } = await openScene();
  const terms = { ...OFTEN, data_life_days: DATA_LIFE_DAYS };
  const request = await askForConsent(lender, provider, terms);
  await grant(request, nth(people, 0));
  const first = must(await score(lender, request, 'kept'), 201);
  expect(must(await score(lender, request, 'kept'), 201)).toEqual(first);

  const later = await startOwnApp('api', {
    CLOCK_OFFSET_MS: String((DATA_LIFE_DAYS + 1) * DAY_MS),
  });
  const again = (key: string) =>
    call(lender.key, '/v1/scores', {
      apiUrl: later.url,
      body: scoreCall(request),
      headers: { 'idempotency-key': key },
    });

  const over = { status: 403, body: { code: 'sharing-data-life-over' } };
  expect(await again('kept')).toMatchObject(over);
  const stored = `/v1/scores/${String(first['score_id'])}`;
  expect(await call(lender.key, stored, { apiUrl: later.url })).toMatchObject(over);
  expect(await again('new')).toMatchObject({ status: 201 });
});
