import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appEnvironment, type Config, loadConfig, stopWithParent } from '#adapters/config';
import {
  addFormParser,
  addJsonParser,
  addStreamParser,
  fastifyAdapter,
  fastifyOf,
  raiseBodyLimit,
  RateLimiter,
  Refused,
  serve,
} from '#adapters/http';
import { createLog, type Log, NestLog } from '#adapters/log';
import { Canary, VerifyKey } from '#tenancy';
import { AppModule } from './app.module.js';
import { ApiDocument } from './docs/docs.controller.js';
import { makeDocument } from './docs/document.js';
import { LargeBodies } from './http/large-bodies.js';
import { sendProblem } from './http/problem.filter.js';

/** Bulk imports are read as they come. */
const STREAMED = { types: ['text/csv', 'application/x-ndjson'], routes: ['/v1/imports'] };
/** A model file of the largest size (32 MiB) in base64, its card and golden rows. */
const MODEL_BODY = { method: 'POST', url: '/v1/models', bytes: 48 * 1024 * 1024 };
/** The staff's pages, which need no script, post forms. */
const FORMS_UNDER = '/staff';
const UNROUTABLE = new Refused(400, 'request-malformed');

/** Starts the api; says everything that is wrong and ends with 1 when it cannot. */
async function main(): Promise<void> {
  stopWithParent();
  const loaded = loadConfig(await appEnvironment());
  if (!loaded.ok) {
    process.stderr.write(
      `The api cannot start:\n${loaded.error.map((fault) => `  ${fault}\n`).join('')}`,
    );
    process.exitCode = 1;
    return;
  }
  const config = loaded.value;
  const log = createLog({ app: 'api', level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  try {
    await serve(await build(config, log), { host: config.API_HOST, port: config.API_PORT }, log);
  } catch (err) {
    log.fatal({ err }, 'the api cannot start');
    process.exit(1);
  }
}

async function build(config: Config, log: Log): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, log),
    fastifyAdapter({
      bodyLimitBytes: config.BODY_LIMIT_BYTES,
      log,
      trustProxy: config.TRUST_PROXY,
      streamed: STREAMED.routes,
      answerUnroutable: (request, reply) =>
        sendProblem(UNROUTABLE, config.API_PUBLIC_URL, request, reply),
    }),
    { bodyParser: false, logger: new NestLog(log), abortOnError: false },
  );
  const fastify = fastifyOf(app);
  const large = new LargeBodies(
    app.get(VerifyKey, { strict: false }),
    app.get(RateLimiter, { strict: false }),
  );
  raiseBodyLimit(fastify, { ...MODEL_BODY, admit: (request) => large.admit(request) });
  addJsonParser(fastify);
  addStreamParser(fastify, STREAMED.types, STREAMED.routes);
  addFormParser(fastify, FORMS_UNDER);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.get(ApiDocument).makeBy(() => makeDocument(app, config.API_PUBLIC_URL));
  // Entering a cell must show its rows, or every answer would be "not found".
  await app.get(Canary, { strict: false }).check();
  return app;
}

await main();
