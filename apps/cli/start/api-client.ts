import { type IncomingMessage, request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { LocalFault } from '../local/local-fault.js';

/** Speaks to the api with one tenant's key; a refusal ends the journey with its problem. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    /** An API key, or the token of a member of staff; undefined for nobody. */
    private readonly key: string | undefined,
  ) {}

  /** GET, JSON. */
  async get<T>(path: string): Promise<T> {
    return (await (await this.call('GET', path)).json()) as T;
  }

  /** GET, as text. */
  async text(path: string): Promise<string> {
    return (await this.call('GET', path)).text();
  }

  /** POST of JSON. */
  async post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await this.call('POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return (await response.json()) as T;
  }

  /** POST of a stream; what breaks the stream is thrown as it is. */
  async upload<T>(path: string, type: string, body: Readable): Promise<T> {
    const answer = await this.send(path, type, body).catch((fault: unknown) => {
      throw body.errored ?? fault;
    });
    const { statusCode = 0 } = answer;
    if (statusCode >= 200 && statusCode < 300) return (await json(answer)) as T;
    // Refused before all was sent, perhaps: nobody reads the rest.
    body.destroy();
    throw refused('POST', path, statusCode, await text(answer));
  }

  /** The status and problem code of a call that is expected to be refused. */
  async refusal(path: string): Promise<{ readonly status: number; readonly code: string }> {
    const response = await fetch(this.baseUrl + path, { headers: this.headers() });
    const problem = (await response.json()) as { code?: string };
    return { status: response.status, code: problem.code ?? '' };
  }

  private async call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.headers(), ...(init.headers as Record<string, string>) };
    const response = await fetch(this.baseUrl + path, { ...init, method, headers });
    if (response.ok) return response;
    throw refused(method, path, response.status, await response.text());
  }

  /** Not by fetch, which spends more on a byte of a stream than it takes to make it. */
  private send(path: string, type: string, body: Readable): Promise<IncomingMessage> {
    const url = new URL(this.baseUrl + path);
    const headers = { ...this.headers(), 'content-type': type };
    const sending = (url.protocol === 'https:' ? requestSecurely : request)(url, {
      method: 'POST',
      headers,
    });
    return new Promise((resolve, reject) => {
      sending.once('response', resolve);
      pipeline(body, sending).catch(reject);
    });
  }

  private headers(): Record<string, string> {
    return this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
  }
}

const refused = (method: string, path: string, status: number, said: string) =>
  new LocalFault(`${method} ${path} answered ${String(status)}: ${said}`);
