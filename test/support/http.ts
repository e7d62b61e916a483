import { testEnvironment } from './environment.js';

/** An answer of the api. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
  readonly text: string;
}

/** A call of the api. */
export interface Call {
  readonly method?: string;
  /** JSON, unless it is text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another api than the one that all tests share. */
  readonly apiUrl?: string;
}

/** Calls the api as whoever holds the token; any status is an answer. */
export async function call<Body = Record<string, unknown>>(
  token: string | undefined,
  path: string,
  { method, body, headers, apiUrl }: Call = {},
): Promise<Answer<Body>> {
  const json = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
  const response = await fetch((apiUrl ?? testEnvironment().apiUrl) + path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as BodyInit) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Body,
  };
}
