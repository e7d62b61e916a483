import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { CONFIG } from '#adapters/config';
import { provide, UnitOfWork } from '#adapters/database';
import { BorrowerSessions } from './borrower-sessions.js';
import { OpenChallenge } from './open-challenge.js';
import { SweepSignIns } from './sweep-sign-ins.js';
import { VerifyCode } from './verify-code.js';

const USE_CASES = [
  provide(OpenChallenge, UnitOfWork, Clock),
  provide(VerifyCode, UnitOfWork, Clock, CONFIG),
  provide(BorrowerSessions, UnitOfWork, Clock),
  provide(SweepSignIns, UnitOfWork),
];

/** The half of borrowers: codes and sessions. */
@Module({ providers: USE_CASES, exports: USE_CASES })
export class BorrowerModule {}
