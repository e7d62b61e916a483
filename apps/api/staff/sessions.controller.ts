import { Body, Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import { SignInStaff, type SignInStaffRefusal } from '#identity';
import { Open } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { StaffTokens } from '../http/staff-tokens.js';
import { SessionOut, SignInBody } from './schema.js';

const STATUS = {
  'staff-sign-in-refused': 401,
} satisfies Record<SignInStaffRefusal['code'], number>;

/** Log-ins of staff. */
@ApiTags('staff')
@Controller('v1/staff/sessions')
export class SessionsController {
  constructor(
    @Inject(SignInStaff) private readonly signIn: SignInStaff,
    @Inject(StaffTokens) private readonly tokens: StaffTokens,
  ) {}

  @Post()
  @Open()
  @TakesIdempotencyKey()
  @ApiOperation({
    summary: 'Sign in as a member of staff',
    description:
      'Five wrong passwords in a row lock an account for 15 minutes. An unknown address, a wrong ' +
      'password and a locked account are answered alike. A repeat with the same key is checked ' +
      'anew, the password too, and answered with the first token, which holds no longer than that.',
  })
  @ApiCreatedResponse({ standardSchema: SessionOut, description: 'A token for an hour' })
  async create(
    @Req() request: FastifyRequest,
    @Body({ schema: SignInBody }) body: z.infer<typeof SignInBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const signedIn = await this.signIn.execute({ ...body, requestId: request.id }, operation);
    if (!signedIn.ok) throw refusal(STATUS, signedIn.error);
    const { token, expiresAt } = this.tokens.sign(signedIn.value);
    return { token, expires_at: expiresAt.toISOString() };
  }
}
