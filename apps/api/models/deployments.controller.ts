import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  ApproveDeployment,
  type ApproveDeploymentRefusal,
  ProposeDeployment,
  type ProposeDeploymentRefusal,
  ReadDeployments,
  type ReadDeploymentsRefusal,
  RollBackDeployment,
  type RollBackRefusal,
} from '#models';
import { Caller, StaffOnly } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { deploymentOut, planIn, proposalOut } from './deployment-answers.js';
import {
  ApproveBody,
  DeploymentAnswer,
  DeploymentsAnswer,
  DeploymentsQuery,
  ProposalAnswer,
  ProposeBody,
  RollBackBody,
} from './deployment-schema.js';

const READ_STATUS = {
  'staff-tenant-only': 403,
} satisfies Record<ReadDeploymentsRefusal['code'], number>;
const PLAN_STATUS = {
  'staff-tenant-only': 403,
  'deployment-unsound': 422,
  'model-not-found': 404,
  'model-kind-differs': 422,
  'model-attribute-prohibited': 422,
  'model-attribute-studied': 422,
  'model-scale-unsound': 422,
} satisfies Record<ProposeDeploymentRefusal['code'], number>;
const APPROVE_STATUS = {
  ...PLAN_STATUS,
  'deployment-proposal-not-found': 404,
  'deployment-same-person': 403,
  'deployment-proposal-approved': 409,
  'deployment-proposal-lapsed': 410,
  'deployment-stale': 409,
} satisfies Record<ApproveDeploymentRefusal['code'], number>;
const ROLL_BACK_STATUS = {
  ...PLAN_STATUS,
  'deployment-stale': 409,
  'deployment-nothing-before': 409,
} satisfies Record<RollBackRefusal['code'], number>;

/** With what a tenant scores: two of its risk team decide, one goes back. */
@ApiTags('Deployments')
@Controller('v1/staff')
export class DeploymentsController {
  constructor(
    @Inject(ProposeDeployment) private readonly propose: ProposeDeployment,
    @Inject(ApproveDeployment) private readonly approve: ApproveDeployment,
    @Inject(RollBackDeployment) private readonly rollBack: RollBackDeployment,
    @Inject(ReadDeployments) private readonly read: ReadDeployments,
  ) {}

  @Get('deployments')
  @StaffOnly('risk')
  @ApiOperation({ summary: 'What your institution scores with, what it did, and what is proposed' })
  @ApiOkResponse({ standardSchema: DeploymentsAnswer })
  async list(
    @Caller() actor: StaffActor,
    @Query({ schema: DeploymentsQuery }) query: z.output<typeof DeploymentsQuery>,
  ) {
    const found = await this.read.execute(actor, query.mode, query.kind);
    if (!found.ok) throw refusal(READ_STATUS, found.error);
    const { versions, proposals } = found.value;
    return { versions: versions.map(deploymentOut), proposals: proposals.map(proposalOut) };
  }

  @Post('deployment-proposals')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Propose with what to score',
    description:
      'Nothing changes until another member of your risk team approves it, within seven days and ' +
      'only while the deployment that it replaces is still in force.',
  })
  @ApiCreatedResponse({ standardSchema: ProposalAnswer })
  async create(
    @Caller() actor: StaffActor,
    @Body({ schema: ProposeBody }) body: z.output<typeof ProposeBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const proposed = await this.propose.execute(actor, body.mode, planIn(body), operation);
    if (!proposed.ok) throw refusal(PLAN_STATUS, proposed.error);
    return proposalOut(proposed.value);
  }

  @Post('deployment-proposals/:proposal_id/approval')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: "Approve another person's proposal: score by it from now on",
    description: 'Everything is checked anew. A refused approval is in the audit log.',
  })
  @ApiCreatedResponse({ standardSchema: DeploymentAnswer })
  async approval(
    @Caller() actor: StaffActor,
    @Param('proposal_id', { schema: id() }) proposalId: string,
    @Body({ schema: ApproveBody }) body: z.output<typeof ApproveBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const approved = await this.approve.execute(actor, body.mode, proposalId, operation);
    if (!approved.ok) throw refusal(APPROVE_STATUS, approved.error);
    return deploymentOut(approved.value);
  }

  @Post('deployments/rollback')
  @StaffOnly('risk')
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Go back, alone, to the deployment in force before',
    description: 'Only back: forward again takes a proposal and its approval.',
  })
  @ApiCreatedResponse({ standardSchema: DeploymentAnswer })
  async back(
    @Caller() actor: StaffActor,
    @Body({ schema: RollBackBody }) body: z.output<typeof RollBackBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const back = await this.rollBack.execute(actor, body, operation);
    if (!back.ok) throw refusal(ROLL_BACK_STATUS, back.error);
    return deploymentOut(back.value);
  }
}
