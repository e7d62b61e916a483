import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  ApprovePolicy,
  type ApprovePolicyRefusal,
  ProposePolicy,
  type ProposePolicyRefusal,
  ReadPolicyDeployments,
  RollBackPolicy,
  type RollBackPolicyRefusal,
  type StaffOfTenantRefusal,
} from '#deciding';
import { Caller, StaffOnly } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { deploymentBody, proposalBody } from './answers.js';
import {
  ApprovePolicyBody,
  PolicyDeploymentAnswer,
  PolicyDeploymentsAnswer,
  PolicyDeploymentsQuery,
  PolicyProposalAnswer,
  ProposePolicyBody,
  RollBackPolicyBody,
} from './schema.js';

const PROPOSE_STATUS = {
  'staff-tenant-only': 403,
  'policy-not-found': 404,
} satisfies Record<ProposePolicyRefusal['code'], number>;
const APPROVE_STATUS = {
  'staff-tenant-only': 403,
  'policy-proposal-not-found': 404,
  'policy-same-person': 403,
  'policy-proposal-approved': 409,
  'policy-proposal-lapsed': 409,
  'policy-deployment-stale': 409,
} satisfies Record<ApprovePolicyRefusal['code'], number>;
const ROLL_BACK_STATUS = {
  'staff-tenant-only': 403,
  'policy-deployment-stale': 409,
  'policy-nothing-before': 409,
} satisfies Record<RollBackPolicyRefusal['code'], number>;
const READ_STATUS = {
  'staff-tenant-only': 403,
} satisfies Record<StaffOfTenantRefusal['code'], number>;

/** What products are decided by: proposed by one member of staff, approved by another. */
@ApiTags('Policies')
@Controller('v1/staff')
export class PolicyDeploymentsController {
  constructor(
    @Inject(ProposePolicy) private readonly proposePolicy: ProposePolicy,
    @Inject(ApprovePolicy) private readonly approvePolicy: ApprovePolicy,
    @Inject(RollBackPolicy) private readonly rollBackPolicy: RollBackPolicy,
    @Inject(ReadPolicyDeployments) private readonly deployments: ReadPolicyDeployments,
  ) {}

  @Post('policy-proposals')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Propose a policy for its product; a second person must approve' })
  @ApiCreatedResponse({ standardSchema: PolicyProposalAnswer })
  async propose(
    @Caller() actor: StaffActor,
    @Body({ schema: ProposePolicyBody }) body: z.infer<typeof ProposePolicyBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const proposed = await this.proposePolicy.execute(actor, body, operation);
    if (!proposed.ok) throw refusal(PROPOSE_STATUS, proposed.error);
    return proposalBody(proposed.value);
  }

  @Post('policy-proposals/:proposal_id/approval')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Approve what somebody else proposed: it decides from now on' })
  @ApiCreatedResponse({ standardSchema: PolicyDeploymentAnswer })
  async approve(
    @Caller() actor: StaffActor,
    @Param('proposal_id', { schema: id() }) proposalId: string,
    @Body({ schema: ApprovePolicyBody }) { mode }: z.infer<typeof ApprovePolicyBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const approved = await this.approvePolicy.execute(actor, { mode, proposalId }, operation);
    if (!approved.ok) throw refusal(APPROVE_STATUS, approved.error);
    return deploymentBody(approved.value);
  }

  @Post('policy-rollbacks')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Go back, alone, to the version that was in force before' })
  @ApiCreatedResponse({ standardSchema: PolicyDeploymentAnswer })
  async rollBack(
    @Caller() actor: StaffActor,
    @Body({ schema: RollBackPolicyBody }) body: z.infer<typeof RollBackPolicyBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const rolledBack = await this.rollBackPolicy.execute(actor, body, operation);
    if (!rolledBack.ok) throw refusal(ROLL_BACK_STATUS, rolledBack.error);
    return deploymentBody(rolledBack.value);
  }

  @Get('policy-deployments')
  @StaffOnly('risk')
  @ApiOperation({ summary: 'What a product is and was decided by, and what may follow' })
  @ApiOkResponse({ standardSchema: PolicyDeploymentsAnswer })
  async read(
    @Caller() actor: StaffActor,
    @Query({ schema: PolicyDeploymentsQuery }) query: z.output<typeof PolicyDeploymentsQuery>,
  ) {
    const read = await this.deployments.execute(actor, query);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    const { versions, proposals } = read.value;
    return { versions: versions.map(deploymentBody), proposals: proposals.map(proposalBody) };
  }
}
