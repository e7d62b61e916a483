import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { appEnvironment, loadConfig, stopWithParent } from '#adapters/config';
import { createLog, NestLog } from '#adapters/log';
import { handlerFaults } from '#audit';
import { ALL_HANDLED, ALL_HANDLERS } from '#catalogue';
import { WorkerModule } from './worker.module.js';

/** Starts the worker; says everything that is wrong and ends with 1 when it cannot. */
async function main(): Promise<void> {
  stopWithParent();
  const loaded = loadConfig(await appEnvironment());
  const faults = [...(loaded.ok ? [] : loaded.error), ...handlerFaults(ALL_HANDLED, ALL_HANDLERS)];
  if (!loaded.ok || faults.length > 0) {
    process.stderr.write(`The worker cannot start:\n${faults.map((f) => `  ${f}\n`).join('')}`);
    process.exitCode = 1;
    return;
  }

  const config = loaded.value;
  const log = createLog({ app: 'worker', level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  // Nest's own lines too, that of a start that fails included: after it the process ends with 1.
  Logger.overrideLogger(new NestLog(log));
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, log));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  log.info({ backend: config.REDIS_URL === undefined ? 'postgresql' : 'redis' }, 'worker ready');
}

await main();
