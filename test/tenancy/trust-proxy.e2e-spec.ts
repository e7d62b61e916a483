import { jest } from '@jest/globals';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);
afterAll(endOwnApps);

const LIMIT = 3;

/** Status of calls without a key, each said to come from an address. */
async function statuses(
  settings: Readonly<Record<string, string>>,
  addresses: readonly string[],
): Promise<number[]> {
  const api = await startOwnApp('api', { RATE_LIMIT_PER_MINUTE: String(LIMIT), ...settings });
  const given: number[] = [];
  for (const address of addresses) {
    const headers = { 'x-forwarded-for': address };
    given.push((await call('no-key', '/v1/subjects', { apiUrl: api.url, headers })).status);
  }
  await api.end();
  return given;
}

const DIFFERENT = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];
const SAME = DIFFERENT.map(() => '192.0.2.1');

/** Guards the limit for whoever tries keys out: a header of theirs must not give them a new one. */
it('believes X-Forwarded-For of nobody unless told whom to believe', async () => {
  expect(await statuses({}, DIFFERENT)).toEqual([401, 401, 401, 429]);
  expect(await statuses({ TRUST_PROXY: '10.0.0.0/8' }, DIFFERENT)).toEqual([401, 401, 401, 429]);
});

/** Guards everybody behind one proxy from the one among them who tries keys out. */
it('counts by the address that a trusted proxy tells', async () => {
  const trusted = { TRUST_PROXY: '127.0.0.0/8, ::1' };
  expect(await statuses(trusted, DIFFERENT)).toEqual([401, 401, 401, 401]);
  expect(await statuses(trusted, SAME)).toEqual([401, 401, 401, 429]);
});
