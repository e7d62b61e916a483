import { jest } from '@jest/globals';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { auditor } from '../support/auditor.js';
import { AS_OF, newTenant, shopperRows, until } from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';

jest.setTimeout(120_000);
afterAll(async () => {
  await endOwnApps();
  await auditor.close();
});

/** More often than an upload may be silent at a stop. */
const DRIP_MS = 200;
const ROWS_AFTER_SIGNAL = 5;

const isRefused = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), 'localhost');
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });

/** Guards every caller on the day of a deployment: who was let in is answered. */
it('answers what is in flight when it is told to stop, and lets nobody in any more', async () => {
  const [api, tenant] = await Promise.all([startOwnApp('api'), newTenant()]);
  const path = `/v1/imports?kind=person&as_of=${encodeURIComponent(AS_OF)}`;
  const upload = request(api.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/x-ndjson' },
  });
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    upload.once('error', reject).once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
  const rows = shopperRows(0, 2, tenant.slug).map((row) => `${JSON.stringify(row)}\n`);
  const [first = '', ...rest] = rows;
  expect(rest.length).toBeGreaterThanOrEqual(ROWS_AFTER_SIGNAL);
  upload.write(first);
  await until('the import to begin', async () => {
    const begun = await auditor.query(
      `SELECT 1 FROM app.import JOIN control.cell USING (cell_id) WHERE tenant_id = $1`,
      [tenant.tenantId],
    );
    return begun.length > 0;
  });
  expect(await isRefused(api.url)).toBe(false);

  const ended = api.end('SIGTERM');
  await until('the api to hear', () => Promise.resolve(api.said().includes('stopping')));
  await until('the door to close', () => isRefused(api.url));
  for (const row of rest) {
    upload.write(row);
    await pause(DRIP_MS);
  }
  upload.end();

  const { status, body } = await answered;
  expect(status).toBe(202);
  expect(await ended).toBe(0);
  const { import_id: id } = JSON.parse(body) as { import_id: string };
  await until('the import', async () => {
    return (await call(tenant.key, `/v1/imports/${id}`)).body['status'] === 'done';
  });
});
