import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '#kernel';
import type { Log } from '#adapters/log';
import type { Config } from './load-config.js';
import { SystemClock } from './system-clock.js';

/** Token of the parsed configuration: `@Inject(CONFIG) config: Config`. */
export const CONFIG = Symbol('config');
/** Token of the process's log: `@Inject(LOG) log: Log`. */
export const LOG = Symbol('log');

/** What every app has: its configuration, its log and the clock. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        { provide: Clock, useFactory: () => new SystemClock(config.CLOCK_OFFSET_MS) },
      ],
      exports: [CONFIG, LOG, Clock],
    };
  }
}
