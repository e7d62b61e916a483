import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call } from './http.js';
import { must, type TestTenant, until } from './harness.js';

/** A call that a receiver got. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a call is answered, by its number from 0. */
export type Answering = (reply: ServerResponse, nth: number) => void;

/** An HTTP server of a lender's, as far from ours as a test can have it. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Waits until it has had so many calls. */
  got(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Answers each call with a status. */
export const withStatus =
  (...statuses: readonly number[]): Answering =>
  (reply, nth) => {
    reply.writeHead(statuses[Math.min(nth, statuses.length - 1)] ?? 204).end();
  };

/** Starts a receiver. */
export async function startReceiver(answer: Answering): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      answer(reply, received.length - 1);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/hooks`,
    received,
    got: (count) => until(`${String(count)} calls`, async () => received.length >= count),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** An endpoint that a tenant made. */
export interface TestEndpoint {
  readonly endpoint_id: string;
  readonly secret: string;
  readonly public_key: string;
}

/** A tenant has events sent to a receiver. */
export async function newEndpoint(
  { key }: Pick<TestTenant, 'key'>,
  { url }: Pick<Receiver, 'url'>,
  events: readonly string[] = ['score_request.completed'],
): Promise<TestEndpoint> {
  const body = { url, events };
  return must(await call<TestEndpoint>(key, '/v1/webhook-endpoints', { body }), 201);
}

/** A delivery as the api lists it. */
export interface TestDelivery {
  readonly delivery_id: string;
  readonly event_id: string;
  readonly type: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_fault: string | null;
  readonly next_at: string | null;
}

/** What was sent to an endpoint, the newest first. */
export async function deliveriesOf(
  { key }: Pick<TestTenant, 'key'>,
  { endpoint_id: id }: Pick<TestEndpoint, 'endpoint_id'>,
): Promise<readonly TestDelivery[]> {
  const path = `/v1/webhook-endpoints/${id}/deliveries`;
  const listed = await call<{ deliveries: TestDelivery[] }>(key, path);
  return must(listed, 200).deliveries;
}
