import type { Readable } from 'node:stream';
import { LocalFault } from '../local/local-fault.js';

/** Speaks to the api with one tenant's key; a refusal ends the journey with its problem. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly key: string,
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
    const init = { body: body as never, headers: { 'content-type': type }, duplex: 'half' };
    try {
      return (await (await this.call('POST', path, init)).json()) as T;
    } catch (fault) {
      throw body.errored ?? fault;
    }
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
    throw new LocalFault(
      `${method} ${path} answered ${String(response.status)}: ${await response.text()}`,
    );
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.key}` };
  }
}
