import { request } from 'node:http';
import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { AS_OF, newTenant, shopperRows, until } from '../support/harness.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

/** Far less than the 25 s that requests in flight are given. */
const AT_ONCE_MS = 8_000;

/** Guards every deployment: a provider whose line broke must not keep a process from stopping. */
it.each([
  ['whose client has just gone away', true],
  ['whose client is silent, as after a broken line', false],
])('stops at once and in order after an upload %s, and keeps nothing of it', async (_, goes) => {
  const [api, tenant] = await Promise.all([startOwnApp('api'), newTenant()]);
  const states = async () =>
    auditor.query<{ status: string }>(
      `SELECT status FROM app.import
       WHERE cell_id IN (SELECT cell_id FROM control.cell WHERE tenant_id = $1)`,
      [tenant.tenantId],
    );
  const path = `/v1/imports?kind=person&as_of=${encodeURIComponent(AS_OF)}`;
  const upload = request(api.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/x-ndjson' },
  });
  upload.on('error', () => undefined);
  const gone = new Promise((resolve) => upload.once('close', resolve));
  for (const row of shopperRows(0, 4, tenant.slug)) upload.write(`${JSON.stringify(row)}\n`);
  await until('the import to begin', async () => (await states()).length > 0);
  if (goes) {
    upload.destroy();
    await gone;
  }

  const started = performance.now();
  expect(await api.end('SIGTERM')).toBe(0);
  expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
  expect(await states()).toEqual([{ status: 'refused' }]);
});
