import { lookup } from 'node:dns';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps, type RequestOptions } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublic } from './addresses.js';

/** A call and its answer take no longer. */
const TIMEOUT_MS = 15_000;
/** Read of an answer's body, then it is cut off: nobody looks at it. */
const ANSWER_BYTES_MAX = 4_096;
const URL_MAX = 2_000;
/** Ports that are called; an empty one is the scheme's own. */
const PORTS = new Set(['', '8443']);

/** Why an address is not called. */
export type UrlFault =
  'malformed' | 'scheme-not-https' | 'credentials' | 'fragment' | 'port' | 'address-not-public';

/** What a call came to. */
export type OutsideAnswer =
  | { readonly status: number; readonly retryAfter: string | undefined }
  | { readonly fault: 'address-refused' | 'timed-out' | 'not-reached' };

/** What is posted. */
export interface OutsidePost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The name led to an address that is not called. */
class AddressRefused extends Error {}

/**
 * Calls servers that others name: by https, at public addresses alone. A name is looked up for the
 * connection itself and what it leads to is looked at there, so that a second look-up cannot lead
 * elsewhere; redirects are not followed.
 */
export class Outside {
  /** @param rules whether this machine may be called, by plain http too: for trying things out */
  constructor(private readonly rules: { readonly loopback: boolean }) {}

  /** What is wrong with an address as it is written; undefined when it may be called. */
  urlFault(text: string): UrlFault | undefined {
    if (text.length > URL_MAX || !URL.canParse(text)) return 'malformed';
    const url = new URL(text);
    if (url.username + url.password !== '') return 'credentials';
    if (url.hash !== '') return 'fragment';
    if (this.isOwn(url)) return /^https?:$/.test(url.protocol) ? undefined : 'scheme-not-https';
    return publicUrlFault(url);
  }

  /** Posts and waits at most 15 s; whatever happens is an answer. */
  async post(text: string, { headers, body }: OutsidePost): Promise<OutsideAnswer> {
    if (this.urlFault(text) !== undefined) return { fault: 'address-refused' };
    const url = new URL(text);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      signal,
      lookup: guardedLookup(this.isOwn(url)),
    } satisfies RequestOptions;
    try {
      const call = url.protocol === 'https:' ? overHttps(url, options) : overHttp(url, options);
      const answer = await answerTo(call, body);
      return { status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] };
    } catch (fault) {
      if (fault instanceof AddressRefused) return { fault: 'address-refused' };
      return { fault: signal.aborted ? 'timed-out' : 'not-reached' };
    }
  }

  /** Whether it names this machine, and that is allowed. */
  private isOwn(url: URL): boolean {
    const host = hostOf(url);
    return this.rules.loopback && (isLocalName(host) || isLoopback(host));
  }
}

function publicUrlFault(url: URL): UrlFault | undefined {
  if (url.protocol !== 'https:') return 'scheme-not-https';
  if (!PORTS.has(url.port)) return 'port';
  const host = hostOf(url);
  const isNamed = isIP(host) === 0 && !isLocalName(host);
  return isNamed || isPublic(host) ? undefined : 'address-not-public';
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const isLocalName = (host: string): boolean => /(?:^|\.)localhost\.?$/.test(host);

/** Once the head is there the call is answered, whatever becomes of the body. */
function answerTo(call: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    call.once('response', (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > ANSWER_BYTES_MAX) answer.destroy();
      });
      answer.on('error', () => undefined);
      answer.once('close', () => {
        resolve(answer);
      });
    });
    // An answer by another protocol, or none at all, must end the call, too.
    call.once('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the answer changes the protocol'));
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Looks a name up and hands on its addresses only when each of them may be called. */
function guardedLookup(own: boolean): LookupFunction {
  const isAllowed = (address: string) => (own ? isLoopback(address) : isPublic(address));
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (fault, addresses) => {
      if (fault) {
        done(fault, '', 0);
        return;
      }
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isAllowed(address)))
        done(new AddressRefused(), '', 0);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
