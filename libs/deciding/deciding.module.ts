import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { LendingModule, ReadApplication } from '#lending';
import { ReadScore, ScoringModule } from '#scoring';
import { Cells, TenancyModule, Tenants } from '#tenancy';
import { AskPolicy } from './ask-policy.js';
import { BorrowerDecisions } from './borrower-decisions.js';
import { Decide } from './decide.js';
import { DeployedPolicies } from './deployed-policies.js';
import { ApprovePolicy } from './deployments/approve-policy.js';
import { ProposePolicy } from './deployments/propose-policy.js';
import { ReadPolicyDeployments } from './deployments/read-policy-deployments.js';
import { RollBackPolicy } from './deployments/roll-back-policy.js';
import { ImportPolicy } from './import-policy.js';
import { ReadDecision } from './read-decision.js';
import { ReadNotice } from './read-notice.js';
import { ReadPolicies } from './read-policies.js';
import { ResolveDecision } from './resolve-decision.js';

const USE_CASES = [
  provide(DeployedPolicies, UnitOfWork, Cells, Clock),
  provide(ImportPolicy, UnitOfWork, Cells, Clock),
  provide(ReadPolicies, UnitOfWork, Cells),
  provide(ProposePolicy, UnitOfWork, Cells, Clock),
  provide(ApprovePolicy, UnitOfWork, Cells, Clock),
  provide(RollBackPolicy, UnitOfWork, Cells, Clock),
  provide(ReadPolicyDeployments, UnitOfWork, Cells, Clock),
  provide(AskPolicy, DeployedPolicies, Clock),
  provide(Decide, UnitOfWork, Cells, ReadScore, AskPolicy),
  provide(ReadDecision, UnitOfWork, Cells, DeployedPolicies, Clock),
  provide(ReadNotice, ReadDecision, ReadApplication, Tenants),
  provide(ResolveDecision, UnitOfWork, Cells, Clock),
  provide(BorrowerDecisions, UnitOfWork, Cells, Tenants),
];

/** Wiring of this capability. */
@Module({
  imports: [TenancyModule, LendingModule, ScoringModule],
  providers: USE_CASES,
  exports: USE_CASES,
})
export class DecidingModule {}
