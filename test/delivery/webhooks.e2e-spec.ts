import { createPublicKey, verify } from 'node:crypto';
import { jest } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { comeToDecide, nth, openScene } from '../consent/scene.js';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  grant,
  must,
  newTenant,
  scoreBody,
  type TestTenant,
  until,
  withdraw,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { endOwnApps, startOwnApp } from '../support/own-app.js';
import {
  type Answering,
  deliveriesOf,
  newEndpoint,
  type Received,
  type Receiver,
  startReceiver,
  type TestDelivery,
  type TestEndpoint,
  withStatus,
} from '../support/receiver.js';
import { expectProblem } from '../subjects/bad-input.js';

jest.setTimeout(180_000);

const receivers: Receiver[] = [];
afterAll(() => Promise.all(receivers.map((one) => one.close())));
afterAll(endOwnApps);
afterAll(() => auditor.close());

async function receiver(answer: Answering): Promise<Receiver> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started;
}

const test = async ({ key }: TestTenant, { endpoint_id: id }: TestEndpoint): Promise<string> => {
  const path = `/v1/webhook-endpoints/${id}/test`;
  return must(await call<{ delivery_id: string }>(key, path, { method: 'POST' }), 202).delivery_id;
};

/** Waits until the only delivery to an endpoint is as it should be. */
async function delivery(
  tenant: TestTenant,
  endpoint: TestEndpoint,
  is: (delivery: TestDelivery) => boolean,
): Promise<TestDelivery> {
  let last: TestDelivery | undefined;
  await until('the delivery', async () => {
    [last] = await deliveriesOf(tenant, endpoint);
    return last !== undefined && is(last);
  });
  return last as TestDelivery;
}

/** The next attempt is due: what else would take hours. */
const hasten = (deliveryId: string) =>
  auditor.query(
    `UPDATE app.outbox SET due_at = now() WHERE action = 'webhook.attempt_due'
     AND payload->'resource'->>'id' = $1 AND due_at > now()`,
    [deliveryId],
  );

const verified = ({ secret }: Pick<TestEndpoint, 'secret'>, { headers, body }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

const trail = async (resourceId: string) => {
  const rows = await auditor.query<{ action: string }>(
    'SELECT action FROM app.audit_entry WHERE resource_id = $1 ORDER BY at, entry_id',
    [resourceId],
  );
  return rows.map(({ action }) => action);
};

/** A lender who trusts nothing but the signature, and asks for the rest. */
it('tells of a completed request, signed so that the specification’s library takes it', async () => {
  const { provider, lender, people } = await openScene();
  const server = await receiver(withStatus(204));
  const endpoint = await newEndpoint(lender, server);
  const request = await askForConsent(lender, provider);
  await grant(request, nth(people, 0));
  const body = { items: [scoreBody(request)], deadline_ms: 0 };
  const asked = await call<{ score_request_id: string }>(lender.key, '/v1/scores', { body });
  const { score_request_id: requestId } = must(asked, 202);

  await server.got(1);

  const [got] = server.received as [Received];
  const [logged] = await auditor.rows<{ entry_id: string }>('audit_entry', {
    resource_id: requestId,
    action: 'score_request.completed',
  });
  expect(got.headers['webhook-id']).toBe(logged?.entry_id);
  expect(verified(endpoint, got)).toEqual({
    type: 'score_request.completed',
    timestamp: expect.stringMatching(/^20.+Z$/),
    data: { event_id: logged?.entry_id, mode: 'live', score_request_id: requestId },
  });
  expect(Buffer.byteLength(got.body)).toBeLessThan(20_000);
  expectEd25519(endpoint, got);
  const sent = await delivery(lender, endpoint, ({ status }) => status === 'delivered');
  expect(sent).toMatchObject({ attempts: 1, last_status: 204, type: 'score_request.completed' });
  expect(await trail(sent.delivery_id)).toEqual(['webhook.delivered']);
});

function expectEd25519({ public_key: key }: TestEndpoint, { headers, body }: Received) {
  const x = Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const [signed = ''] = String(headers['webhook-signature']).match(/(?<=v1a,)\S+/) ?? [];
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signed, 'base64'))).toBe(true);
}

/** A lender of four cells: what happened in any of them is told from the home cell. */
it('tells of a grant and of its end, to the side that asked for it', async () => {
  const { provider, lender, people } = await openScene();
  const [server, theirs] = [await receiver(withStatus(200)), await receiver(withStatus(200))];
  await newEndpoint(lender, server, ['consent.granted', 'consent.withdrawn']);
  await newEndpoint(provider, theirs, ['consent.withdrawn']);
  const request = await askForConsent(lender, provider);
  const visitor = await grant(request, nth(people, 0));
  await server.got(1);
  await withdraw(visitor, request.consentId);
  await Promise.all([server.got(2), theirs.got(1)]);

  const told = server.received.map(({ body }) => JSON.parse(body) as object);
  const about = { consent_id: request.consentId, subject_id: request.subjectId };
  expect(told).toMatchObject([
    { type: 'consent.granted', data: about },
    { type: 'consent.withdrawn', data: about },
  ]);
  const [ended] = theirs.received.map(({ body }) => JSON.parse(body) as { data: object });
  expect(ended?.data).toMatchObject({ consent_id: request.consentId });
  // As the provider knows the borrower, not as the lender does.
  expect(JSON.stringify(ended)).not.toContain(request.subjectId);
  expect(theirs.received).toHaveLength(1);
});

/** A borrower who says no: the lender must not be able to tell it from silence. */
it('tells nobody of a refusal', async () => {
  const { provider, lender, people } = await openScene();
  const server = await receiver(withStatus(200));
  const events = ['consent.granted', 'consent.withdrawn', 'consent.expired', 'consent.lapsed'];
  const endpoint = await newEndpoint(lender, server, events);
  const request = await askForConsent(lender, provider);
  const { visitor, consent } = await comeToDecide(request, nth(people, 0));
  await visitor.submit(consent, /\/decline$/, {});
  await test(lender, endpoint);
  await server.got(1);
  const types = server.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  expect(types).toEqual(['webhook_endpoint.tested']);
});

/** A receiver that was away. */
it('tries again after 5 s, honours Retry-After, then by hand or not at all', async () => {
  const lender = await newTenant(['recipient']);
  const server = await receiver((reply, at) => {
    if (at === 1) reply.writeHead(503, { 'retry-after': '7200' }).end();
    else reply.writeHead(at < 3 ? 500 : 200).end();
  });
  const endpoint = await newEndpoint(lender, server);
  const id = await test(lender, endpoint);
  const first = await delivery(lender, endpoint, ({ attempts }) => attempts === 1);
  const waitMs = (one: TestDelivery) => Date.parse(one.next_at ?? '') - Date.now();
  expect(first).toMatchObject({ status: 'pending', last_status: 500 });
  expect(waitMs(first)).toBeLessThanOrEqual(6_000);

  // By itself.
  const second = await delivery(lender, endpoint, ({ attempts }) => attempts === 2);
  expect(waitMs(second)).toBeGreaterThan(7_100_000);
  await hasten(id);
  await delivery(lender, endpoint, ({ attempts }) => attempts === 3);
  must(await call(lender.key, `/v1/webhook-deliveries/${id}/retry`, { method: 'POST' }), 202);
  const last = await delivery(lender, endpoint, ({ status }) => status === 'delivered');

  expect(last).toMatchObject({ attempts: 1, last_status: 200, next_at: null });
  expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await trail(id)).toEqual(['webhook.retried', 'webhook.delivered']);
});

it('gives up after ten attempts, and says so', async () => {
  const lender = await newTenant(['recipient']);
  const server = await receiver(withStatus(500));
  const endpoint = await newEndpoint(lender, server);
  const id = await test(lender, endpoint);
  for (let attempt = 1; attempt < 10; attempt++) {
    await delivery(lender, endpoint, ({ attempts }) => attempts >= attempt);
    await hasten(id);
  }
  const failed = await delivery(lender, endpoint, ({ status }) => status === 'failed');
  expect(failed).toMatchObject({ attempts: 10, next_at: null });
  expect(server.received).toHaveLength(10);
  expect(await trail(id)).toEqual(['webhook.failed']);
});

it('sends nothing more to an endpoint that is gone', async () => {
  const lender = await newTenant(['recipient']);
  const server = await receiver(withStatus(410));
  const endpoint = await newEndpoint(lender, server);
  await test(lender, endpoint);
  await delivery(lender, endpoint, ({ status }) => status === 'failed');

  const listed = await call<{ endpoints: object[] }>(lender.key, '/v1/webhook-endpoints');
  expect(listed.body.endpoints).toMatchObject([{ status: 'disabled' }]);
  expect(await trail(endpoint.endpoint_id)).toEqual([
    'webhook_endpoint.created',
    'webhook_endpoint.tested',
    'webhook_endpoint.disabled',
  ]);
  const path = `/v1/webhook-endpoints/${endpoint.endpoint_id}/test`;
  const refused = await call(lender.key, path, { method: 'POST' });
  expectProblem(refused, 409, 'webhook-endpoint-disabled');
});

/** Whoever is behind us: a receiver must not point us there. */
it('follows no redirect, and reads no long answer', async () => {
  const lender = await newTenant(['recipient']);
  const target = await receiver(withStatus(200));
  let written = 0;
  const server = await receiver((reply, at) => {
    if (at === 0) reply.writeHead(302, { location: target.url }).end();
    else {
      reply.writeHead(200);
      const more = () => {
        while (!reply.destroyed && written < 64 * 2 ** 20) {
          written += 2 ** 16;
          if (!reply.write(Buffer.alloc(2 ** 16))) return void reply.once('drain', more);
        }
      };
      more();
    }
  });
  const endpoint = await newEndpoint(lender, server);
  const id = await test(lender, endpoint);
  const first = await delivery(lender, endpoint, ({ attempts }) => attempts === 1);
  expect(first).toMatchObject({ status: 'pending', last_status: 302 });
  await hasten(id);
  await delivery(lender, endpoint, ({ status }) => status === 'delivered');
  expect(target.received).toHaveLength(0);
  expect(written).toBeLessThan(16 * 2 ** 20);
});

/** Every other tenant, when one receiver hangs. */
it('lets a slow receiver hold up nobody else', async () => {
  const [slow, quick] = [await newTenant(['recipient']), await newTenant(['recipient'])];
  const hanging = await receiver(() => undefined);
  const endpoint = await newEndpoint(slow, hanging);
  await Promise.all(Array.from({ length: 40 }, () => test(slow, endpoint)));
  await hanging.got(4);

  const server = await receiver(withStatus(200));
  const other = await newEndpoint(quick, server);
  const began = Date.now();
  await test(quick, other);
  await server.got(1);

  expect(Date.now() - began).toBeLessThan(10_000);
  expect(hanging.received.length).toBeLessThanOrEqual(4);
  const timedOut = await delivery(slow, endpoint, () => true);
  await until('a time-out', async () =>
    (await deliveriesOf(slow, endpoint)).some((one) => one.last_fault === 'timed-out'),
  );
  expect(timedOut.type).toBe('webhook_endpoint.tested');
  must(
    await call(slow.key, `/v1/webhook-endpoints/${endpoint.endpoint_id}`, { method: 'DELETE' }),
    204,
  );
});

it('signs with both secrets after a rotation', async () => {
  const lender = await newTenant(['recipient']);
  const server = await receiver(withStatus(200));
  const endpoint = await newEndpoint(lender, server);
  const path = `/v1/webhook-endpoints/${endpoint.endpoint_id}/rotate-secret`;
  const rotated = must(await call<TestEndpoint>(lender.key, path, { method: 'POST' }), 200);
  expect(rotated.secret).not.toBe(endpoint.secret);
  await test(lender, endpoint);
  await server.got(1);
  const [got] = server.received as [Received];
  expect(verified(endpoint, got)).toEqual(verified(rotated, got));
  const stranger = await newEndpoint(await newTenant(['recipient']), server);
  expect(() => verified(stranger, got)).toThrow('No matching signature');
});

/** Whoever reads a copy of the database: it must not let them pass for us. */
it('keeps no secret', async () => {
  const lender = await newTenant(['recipient']);
  const server = await receiver(withStatus(200));
  const { secret } = await newEndpoint(lender, server);
  const rows = await auditor.rows('webhook_endpoint', { url: server.url });
  const kept = JSON.stringify(rows);
  expect(rows).toHaveLength(1);
  expect(kept).not.toContain(secret);
  expect(kept).not.toContain(Buffer.from(secret.slice('whsec_'.length), 'base64').toString('hex'));
});

/** As production has it: nothing of ours can be named. */
it.each([
  ['http://hooks.example.com/', 'scheme-not-https'],
  ['ftp://hooks.example.com/', 'scheme-not-https'],
  ['https://user:pass@hooks.example.com/', 'credentials'],
  ['https://hooks.example.com/#part', 'fragment'],
  ['https://hooks.example.com:444/', 'port'],
  ['https://127.0.0.1/', 'address-not-public'],
  ['https://localhost/', 'address-not-public'],
  ['https://2130706433/', 'address-not-public'],
  ['https://0x7f.1/', 'address-not-public'],
  ['https://[::1]/', 'address-not-public'],
  ['https://[::ffff:10.0.0.1]/', 'address-not-public'],
  ['https://169.254.169.254/latest/meta-data', 'address-not-public'],
  ['nowhere', 'malformed'],
])('refuses the address %s: %s', async (url, reason) => {
  const api = await strict();
  const lender = await newTenant(['recipient']);
  const body = { url, events: ['job.failed'] };
  const refused = await call(lender.key, '/v1/webhook-endpoints', { body, apiUrl: api.url });
  expectProblem(refused, 422, 'webhook-url-refused', { details: { reason } });
});

let strictApi: ReturnType<typeof startOwnApp> | undefined;
const strict = () =>
  (strictApi ??= startOwnApp('api', {
    WEBHOOK_LOOPBACK: 'false',
    API_PUBLIC_URL: testEnvironment().apiUrl,
  }));

it('has twenty endpoints and no more', async () => {
  const lender = await newTenant(['recipient']);
  const make = (n: number) =>
    call(lender.key, '/v1/webhook-endpoints', {
      body: { url: `http://127.0.0.1:9/${String(n)}`, events: ['job.failed'] },
    });
  for (let n = 0; n < 20; n++) must(await make(n), 201);
  expectProblem(await make(20), 409, 'webhook-endpoints-too-many');
});

it('tells of a job that has finished', async () => {
  const { provider } = await openScene();
  const server = await receiver(withStatus(200));
  await newEndpoint(provider, server, ['job.finished']);
  await letResend();
  const started = await call<{ job_id: string }>(provider.key, '/v1/jobs', {
    body: { kind: 'person' },
  });
  const { job_id: jobId } = must(started, 202);
  await server.got(1);
  const [got] = server.received as [Received];
  expect(JSON.parse(got.body)).toMatchObject({ type: 'job.finished', data: { job_id: jobId } });
});
