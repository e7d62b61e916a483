import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { type Config, CONFIG, ConfigModule } from '#adapters/config';
import { DatabaseModule, provide, UnitOfWork } from '#adapters/database';
import { Readiness } from '#adapters/health';
import { Refused } from '#adapters/http';
import type { Log } from '#adapters/log';
import { ALL_ENTITIES, ALL_MIGRATIONS } from '#catalogue';
import {
  ClaimRequest,
  ConsentModule,
  DeclineRequest,
  GrantConsent,
  ListConsents,
  MatchBorrower,
  OpenRequest,
  ReadConsent,
} from '#consent';
import { BorrowerSessions, IdentityModule, OpenChallenge, VerifyCode } from '#identity';
import { BorrowerDecisions, DecidingModule } from '#deciding';
import { BorrowerScores, ScoringModule } from '#scoring';
import { ReadAccesses, SharingModule } from '#sharing';
import { AccountController } from './account/account.controller.js';
import { OwnData } from './account/own-data.js';
import { OwnDecisions } from './account/own-decisions.js';
import { AnswerController } from './consent/answer.controller.js';
import { Answers } from './consent/answers.js';
import { Claims } from './consent/claims.js';
import { ClaimController } from './consent/claim.controller.js';
import { RequestPages } from './consent/request-pages.js';
import { AssetsController } from './http/assets.controller.js';
import { HealthController } from './http/health.controller.js';
import { FormGuard } from './http/form.guard.js';
import { PageFilter } from './http/page.filter.js';
import { CodeDesk } from './sign-in/code-desk.js';
import { SignInController } from './sign-in/sign-in.controller.js';

/** What a borrower reads of their own. */
const OWN = [
  provide(OwnData, ListConsents, ReadConsent, ReadAccesses, BorrowerScores),
  provide(OwnDecisions, BorrowerDecisions),
];

/** The borrower's pages. */
@Module({})
export class PortalModule {
  static forRoot(config: Config, log: Log): DynamicModule {
    return {
      module: PortalModule,
      imports: [
        ConfigModule.forRoot(config, log),
        DatabaseModule.forRoot({
          appUrl: config.DATABASE_URL,
          controlUrl: config.CONTROL_URL,
          relayUrl: config.RELAY_URL,
          poolSize: config.POOL_SIZE,
          entities: [...ALL_ENTITIES],
        }),
        IdentityModule,
        ConsentModule,
        SharingModule,
        ScoringModule,
        DecidingModule,
      ],
      controllers: [
        AssetsController,
        HealthController,
        SignInController,
        ClaimController,
        AnswerController,
        AccountController,
      ],
      providers: [
        provide(RequestPages, OpenRequest, Clock, CONFIG),
        provide(Claims, MatchBorrower, ClaimRequest),
        provide(Answers, GrantConsent, DeclineRequest),
        provide(CodeDesk, OpenChallenge, VerifyCode, BorrowerSessions),
        ...OWN,
        {
          provide: Readiness,
          inject: [getDataSourceToken('app'), UnitOfWork],
          useFactory: (app: DataSource, work: UnitOfWork) =>
            new Readiness({ app, work, migrations: ALL_MIGRATIONS }),
        },
        { provide: APP_FILTER, useClass: PageFilter },
        { provide: APP_GUARD, useClass: FormGuard },
        {
          provide: APP_PIPE,
          // The only schemas of pages are those of ids in addresses.
          useValue: new StandardSchemaValidationPipe({
            exceptionFactory: () => new Refused(404, 'page-not-found'),
          }),
        },
      ],
    };
  }
}
