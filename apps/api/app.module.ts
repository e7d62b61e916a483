import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { type Config, ConfigModule } from '#adapters/config';
import { DatabaseModule } from '#adapters/database';
import type { Log } from '#adapters/log';
import { ALL_ENTITIES } from '#catalogue';

/** The doors: one module a capability. */
const DOORS: readonly Type[] = [];

/** The api: what all doors need, and the doors. */
@Module({})
export class AppModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config, log),
        DatabaseModule.forRoot({
          appUrl: config.DATABASE_URL,
          controlUrl: config.CONTROL_URL,
          relayUrl: config.RELAY_URL,
          poolSize: config.POOL_SIZE,
          entities: [...ALL_ENTITIES],
        }),
        ...DOORS,
      ],
    };
  }
}
