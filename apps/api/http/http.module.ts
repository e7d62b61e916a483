import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { Clock } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import { provide, UnitOfWork } from '#adapters/database';
import { RateLimiter } from '#adapters/http';
import { Cells, TenancyModule } from '#tenancy';
import { AccessGuard } from './access.guard.js';
import { Operations } from './operations.js';
import { ProblemFilter } from './problem.filter.js';
import { SchemaPipe } from './schema.pipe.js';
import { StaffStrategy, StaffTokens } from './staff-tokens.js';

/** What every call passes: access, pace, repeats, schemas, problems. */
@Module({
  imports: [TenancyModule, PassportModule, JwtModule.register({})],
  providers: [
    {
      provide: RateLimiter,
      inject: [CONFIG],
      useFactory: (config: Config) => new RateLimiter(config.RATE_LIMIT_PER_MINUTE),
    },
    provide(Operations, UnitOfWork, Cells, Clock),
    StaffTokens,
    StaffStrategy,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_PIPE, useClass: SchemaPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [StaffTokens],
})
export class HttpModule {}
