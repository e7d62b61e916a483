import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { StaffActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { CreateStaff, type CreateStaffRefusal } from '#identity';
import { Caller, PlatformOperator } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { NewStaffBody, StaffOut } from './schema.js';

const STATUS = {
  'staff-password-length': 422,
  'tenant-not-found': 404,
  'staff-email-taken': 409,
} satisfies Record<CreateStaffRefusal['code'], number>;

/** Accounts of staff, for the platform's operators. */
@ApiTags('platform')
@Controller('v1/platform/staff')
export class StaffController {
  constructor(@Inject(CreateStaff) private readonly createStaff: CreateStaff) {}

  @Post()
  @PlatformOperator()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Give somebody an account',
    description:
      'An address that has an account is refused. With a key a repeat is answered with the ' +
      'account, whatever password it names: that is not kept to be compared.',
  })
  @ApiCreatedResponse({ standardSchema: StaffOut, description: 'The member of staff' })
  async create(
    @Caller() actor: StaffActor,
    @Body({ schema: NewStaffBody }) body: z.infer<typeof NewStaffBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const created = await this.createStaff.execute(actor, body, operation);
    if (!created.ok) throw refusal(STATUS, created.error);
    const { staffId, name, role, tenantId } = created.value;
    return { staff_id: staffId, name, role, tenant_id: tenantId };
  }
}
