import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, CONFIG } from '#adapters/config';
import { addFormParser, fastifyOf } from '#adapters/http';
import { BorrowerSessions } from '#identity';
import { addMirroredPages } from './mirrored-pages.js';
import { readVisit } from './visit.js';

/** Asked by who keeps the process running: no visit. */
const HEALTH: readonly string[] = ['/healthz', '/readyz'];
const YEAR_SECONDS = 31_536_000;

/** Cookies, forms, headers: what all pages stand on. */
export async function setUpPages(app: NestFastifyApplication): Promise<void> {
  const config = app.get<Config>(CONFIG);
  const sessions = app.get(BorrowerSessions);
  await app.register(fastifyHelmet, {
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
    strictTransportSecurity: { maxAge: YEAR_SECONDS, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(fastifyCookie);
  const fastify = fastifyOf(app);
  addFormParser(fastify);
  if (config.NODE_ENV === 'test') addMirroredPages(fastify);
  fastify.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/assets/') || HEALTH.includes(request.url)) return;
    reply.header('cache-control', 'no-store');
    request.visit = await readVisit(request, reply, sessions, config.PEPPER);
  });
}
