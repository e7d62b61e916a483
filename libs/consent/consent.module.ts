import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { CONFIG } from '#adapters/config';
import { provide, UnitOfWork } from '#adapters/database';
import { FindSubjectsByEmail, SubjectsModule } from '#subjects';
import { Cells, TenancyModule, Tenants } from '#tenancy';
import { ClaimRequest } from './claim-request.js';
import { DeclineRequest } from './decline-request.js';
import { Directory } from './directory.js';
import { GrantConsent } from './grant-consent.js';
import { ListConsents } from './list-consents.js';
import { MatchBorrower } from './match-borrower.js';
import { OpenRequest } from './open-request.js';
import { ReadConsent } from './read-consent.js';
import { ReadRequest } from './read-request.js';
import { RequestConsent } from './request-consent.js';
import { SettleConsents } from './settle-consents.js';
import { WithdrawConsent } from './withdraw-consent.js';

const PROVIDERS = [
  provide(Directory, UnitOfWork, Cells, Tenants),
  provide(RequestConsent, UnitOfWork, Directory, Clock, CONFIG),
  provide(ReadRequest, UnitOfWork, Cells, Tenants, Clock),
  provide(OpenRequest, UnitOfWork, Directory, Clock),
  provide(MatchBorrower, UnitOfWork, Directory, FindSubjectsByEmail, Clock),
  provide(ClaimRequest, UnitOfWork, Directory, MatchBorrower, Clock),
  provide(GrantConsent, UnitOfWork, Directory, Clock),
  provide(DeclineRequest, UnitOfWork, Directory, Clock),
  provide(WithdrawConsent, UnitOfWork, Directory, Clock),
  provide(ListConsents, UnitOfWork, Directory, Clock),
  provide(ReadConsent, UnitOfWork, Directory, Clock),
  provide(SettleConsents, UnitOfWork, Directory),
];

/** Requests, consents and their ends. */
@Module({ imports: [TenancyModule, SubjectsModule], providers: PROVIDERS, exports: PROVIDERS })
export class ConsentModule {}
