import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type INestApplicationContext, Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type Config,
  ConfigModule,
  type Environment,
  loadConfig,
  loadStartConfig,
  processEnvironment,
} from '#adapters/config';
import { DatabaseModule } from '#adapters/database';
import { createLog, NestLog } from '#adapters/log';
import { ALL_ENTITIES } from '#catalogue';
import { IdentityModule } from '#identity';
import { ModelsModule } from '#models';
import { ScoringModule } from '#scoring';
import { TenancyModule } from '#tenancy';
import { cloneRoot, dataFolder, ENVIRONMENT_FILE } from './local/data-folder.js';
import { LocalFault } from './local/local-fault.js';

const POOL_SIZE = 4;

@Module({})
class CliModule {
  static forRoot(config: Config): DynamicModule {
    const log = createLog({ app: 'cli', level: 'warn', pretty: config.LOG_PRETTY });
    return {
      module: CliModule,
      imports: [
        ConfigModule.forRoot(config, log),
        DatabaseModule.forRoot({
          appUrl: config.DATABASE_URL,
          controlUrl: config.CONTROL_URL,
          relayUrl: config.RELAY_URL,
          poolSize: POOL_SIZE,
          entities: [...ALL_ENTITIES],
        }),
        TenancyModule,
        IdentityModule,
        ModelsModule,
        ScoringModule,
      ],
    };
  }
}

/** Runs a deed with the use cases at hand, on the database that the environment names. */
export async function withUseCases<T>(
  environment: Environment,
  deed: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const config = configOf(environment);
  const log = createLog({ app: 'cli', level: 'warn', pretty: config.LOG_PRETTY });
  const context = await NestFactory.createApplicationContext(CliModule.forRoot(config), {
    logger: new NestLog(log),
    abortOnError: false,
  });
  try {
    return await deed(context);
  } finally {
    await context.close();
  }
}

/** The environment of a command: the process's own, else the one that `npm start` made. */
export async function commandEnvironment(): Promise<Environment> {
  const own = processEnvironment();
  if (own['DATABASE_URL'] !== undefined) return own;
  const start = loadStartConfig(own);
  if (!start.ok) throw new LocalFault(start.error.join('\n'));
  const file = join(dataFolder(cloneRoot(), start.value.DATA_DIR), ENVIRONMENT_FILE);
  try {
    const made = JSON.parse(await readFile(file, 'utf8')) as Environment;
    return { ...made, ...own };
  } catch {
    throw new LocalFault(
      'DATABASE_URL is not set and nothing was started here. Run `npm start` in another terminal, or set the environment as .env.example says.',
    );
  }
}

function configOf(environment: Environment): Config {
  const config = loadConfig(environment);
  if (!config.ok)
    throw new LocalFault(`The environment is faulty:\n  ${config.error.join('\n  ')}`);
  return config.value;
}
