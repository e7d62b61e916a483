/**
 * Asks for scores over connections that are kept, one call under way on each, in a process of its
 * own. It reads no more of an answer than its status and its end, to leave the processors to the
 * servers.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { BenchConsent } from './system/seed.js';

/** One run of load. */
export interface LoadRequest {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Goes on beyond its time until so many calls are answered. */
  readonly callsMin: number;
}

/** What the run saw. Times are in milliseconds. */
export interface LoadResult {
  readonly scores: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** How many answers had a status other than 201, and the first such answer. */
  readonly faults: number;
  readonly firstFault: string | undefined;
}

const [path = '', key = ''] = process.argv.slice(2);
const consents = JSON.parse(readFileSync(path, 'utf8')) as BenchConsent[];
let next = 0;

function requestText(): string {
  const { consentId, applicationId } = consents[next++ % consents.length];
  const body =
    `{"consent_id":"${consentId}","purpose":"underwriting",` +
    `"application_id":"${applicationId}"}`;
  return (
    `POST /v1/scores HTTP/1.1\r\nHost: bench\r\n` +
    `Authorization: Bearer ${key}\r\nIdempotency-Key: ${randomUUID()}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`
  );
}

/** The length of the answer that the text begins with; undefined as long as its head is not whole. */
function answerLength(text: string): number | undefined {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${text.slice(0, head)}`);
  return head + 4 + Number(length);
}

function load({ port, connections, seconds, callsMin }: LoadRequest): Promise<LoadResult> {
  const times: number[] = [];
  let faults = 0;
  let firstFault: string | undefined;
  const start = performance.now();
  const end = start + seconds * 1000;
  const drive = (socket: Socket, done: () => void): void => {
    let text = '';
    let asked = 0;
    const ask = (): void => {
      asked = performance.now();
      socket.write(requestText());
    };
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const length = answerLength(text);
      if (length === undefined || text.length < length) return;
      const now = performance.now();
      times.push(now - asked);
      if (!text.startsWith('HTTP/1.1 201')) {
        faults += 1;
        firstFault ??= text;
      }
      text = '';
      if (now < end || times.length < callsMin) ask();
      else {
        socket.end();
        done();
      }
    });
    ask();
  };
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        drive(socket, resolve);
      });
    });
  return Promise.all(Array.from({ length: connections }, one)).then(() => {
    const took = (performance.now() - start) / 1000;
    const sorted = Float64Array.from(times).sort();
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
    return {
      scores: times.length,
      perSecond: times.length / took,
      p50: at(0.5),
      p99: at(0.99),
      faults,
      firstFault,
    };
  });
}

process.on('message', (request: LoadRequest) => {
  void load(request).then((result) => process.send?.(result));
});
process.once('SIGTERM', () => process.exit(0));
// Whoever started us is gone.
process.once('disconnect', () => process.exit(1));
