import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appEnvironment, loadConfig, stopWithParent } from '#adapters/config';
import { fastifyAdapter, serve } from '#adapters/http';
import { createLog, NestLog } from '#adapters/log';
import { setUpPages } from './http/set-up.js';
import { PortalModule } from './portal.module.js';

/** Starts the borrower's pages; says everything that is wrong and ends with 1 when it cannot. */
async function main(): Promise<void> {
  stopWithParent();
  const loaded = loadConfig(await appEnvironment());
  if (!loaded.ok) {
    process.stderr.write(
      `The portal cannot start:\n${loaded.error.map((fault) => `  ${fault}\n`).join('')}`,
    );
    process.exitCode = 1;
    return;
  }
  const config = loaded.value;
  const log = createLog({ app: 'portal', level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const adapter = fastifyAdapter({
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    log,
    trustProxy: config.TRUST_PROXY,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    PortalModule.forRoot(config, log),
    adapter,
    { logger: new NestLog(log), bodyParser: false },
  );
  await setUpPages(app);
  await serve(app, { host: config.PORTAL_HOST, port: config.PORTAL_PORT }, log);
}

await main();
