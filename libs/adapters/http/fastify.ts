import type { IncomingMessage } from 'node:http';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '#adapters/log';
import { parseJsonBody } from './json-body.js';
import { limitReceiving } from './receive-limit.js';
import { Refused } from './refused.js';
import { requestIdOf } from './request-id.js';
import { rememberRoutes } from './route-methods.js';
import { Uploads } from './uploads.js';

/** The longest of our path parameters is a SHA-256 in hexadecimal. */
const PARAMETER_LENGTH_MAX = 200;
/** Off: `limitReceiving` says how long a request may come in, where it is not read as it comes. */
const REQUEST_TIMEOUT_MS = 0;
const HEADERS_TIMEOUT_MS = 15_000;

/** What an app's HTTP stands on. */
export interface HttpSettings {
  readonly bodyLimitBytes: number;
  readonly log: Log;
  /** Addresses and networks of proxies that are believed; undefined: none. */
  readonly trustProxy: readonly string[] | undefined;
  /** Routes whose bodies are read as they come, and may take their time. */
  readonly streamed?: readonly string[];
  /** Answers what no route can be found for: a malformed address, an endless parameter. */
  readonly answerUnroutable?: (request: FastifyRequest, reply: FastifyReply) => void;
}

/**
 * Fastify for Nest: no body is read but by the parsers that an app adds; each call has an id, told
 * in `x-request-id`, and one line in the log, without body or query.
 */
export function fastifyAdapter(settings: HttpSettings): FastifyAdapter {
  const { bodyLimitBytes, log, trustProxy, answerUnroutable, streamed = [] } = settings;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyLimitBytes,
    trustProxy: trustProxy ? [...trustProxy] : false,
    genReqId: (raw: IncomingMessage) => requestIdOf(raw.headers['x-request-id']),
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    // We have no middleware, and its hook costs each call.
    skipMiddie: true,
    ...(answerUnroutable && {
      frameworkErrors: (_: unknown, request: FastifyRequest, reply: FastifyReply) =>
        answerUnroutable(request, reply),
    }),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.server.headersTimeout = HEADERS_TIMEOUT_MS;
  rememberRoutes(fastify);
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    if (!streamed.includes(request.routeOptions.url ?? '')) limitReceiving(request.raw, reply.raw);
    done();
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { beforeAnswer } = request;
    if (!beforeAnswer) return done(null, payload);
    delete request.beforeAnswer;
    beforeAnswer(reply.statusCode).then(() => done(null, payload), done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    logCall(log, request, reply);
    done();
  });
  return adapter;
}

/** The instance below a Nest app. */
export const fastifyOf = (app: NestFastifyApplication): FastifyInstance =>
  app.getHttpAdapter().getInstance();

/** A route whose bodies may be larger than those of all others. */
export interface LargeBodyRoute {
  readonly method: string;
  readonly url: string;
  readonly bytes: number;
  /** Throws to refuse a caller before more than the usual size is read of them. */
  readonly admit: (request: FastifyRequest) => Promise<void>;
}

/** Lets the bodies of one route, to be added yet, be larger, for those who are admitted. */
export function raiseBodyLimit(fastify: FastifyInstance, large: LargeBodyRoute): void {
  const usual = fastify.initialConfig.bodyLimit ?? 0;
  fastify.addHook('onRoute', (route) => {
    if (route.url !== large.url || route.method !== large.method) return;
    route.bodyLimit = large.bytes;
    route.preParsing = async (request, _, payload) => {
      const { 'content-length': length } = request.headers;
      if (length === undefined || Number(length) > usual) await large.admit(request);
      return payload;
    };
  });
}

/** Reads `application/json` strictly; anything else stays 415 until a parser is added for it. */
export function addJsonParser(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, bytes: Buffer, done) => {
      try {
        done(
          null,
          parseJsonBody(bytes, (text) => parseNow(parse, request, text)),
        );
      } catch (fault) {
        done(fault as Error);
      }
    },
  );
}

type FastifyParse = ReturnType<FastifyInstance['getDefaultJsonParser']>;

/** Fastify's parser reports through a callback, yet before it returns. */
function parseNow(parse: FastifyParse, request: FastifyRequest, text: string): unknown {
  let parsed: { readonly fault: Error | null; readonly body?: unknown } | undefined;
  void parse(request, text, (fault: Error | null, body?: unknown) => {
    parsed = { fault, body };
  });
  if (!parsed || parsed.fault) throw parsed?.fault ?? new Error('The parser said nothing');
  return parsed.body;
}

/**
 * Hands bodies of the types to the route as a stream, unread and unlimited; elsewhere they are 415.
 * One that nobody sends any more is broken off when the server closes.
 */
export function addStreamParser(
  fastify: FastifyInstance,
  types: readonly string[],
  routes: readonly string[],
): void {
  const uploads = new Uploads(fastify);
  fastify.addContentTypeParser([...types], (request, payload, done) => {
    if (!routes.includes(request.routeOptions.url ?? ''))
      return done(new Refused(415, 'content-type-unsupported'));
    uploads.begin(request, payload);
    done(null, payload);
  });
}

function logCall(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  const { actor } = request;
  const tenantId = actor && 'tenantId' in actor ? actor.tenantId : null;
  log.info(
    {
      requestId: request.id,
      ...(tenantId === null ? {} : { tenantId }),
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'call',
  );
}
