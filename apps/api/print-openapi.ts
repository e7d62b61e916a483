/**
 * Prints the OpenAPI document, for `npm run fresh`. Needs no database: the modules are looked at and
 * not built, under the settings that `.env.example` gives as examples.
 */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadConfig, SETTINGS } from '#adapters/config';
import { fastifyAdapter } from '#adapters/http';
import { createLog } from '#adapters/log';
import { invariant } from '#kernel';
import { AppModule } from './app.module.js';
import { makeDocument } from './docs/document.js';

const examples = Object.fromEntries(SETTINGS.map(({ key, example }) => [key, example]));
const loaded = loadConfig({ ...examples, NODE_ENV: 'development' });
invariant(loaded.ok, 'the examples of all settings are sound');
const config = loaded.value;
const log = createLog({ app: 'api', level: 'error', pretty: false });
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.forRoot(config, log),
  fastifyAdapter({ bodyLimitBytes: config.BODY_LIMIT_BYTES, log, trustProxy: undefined }),
  { preview: true, bodyParser: false, logger: false, abortOnError: false },
);
const document = makeDocument(app, config.API_PUBLIC_URL);
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`, () => process.exit(0));
