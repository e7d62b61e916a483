import { Body, Controller, Inject, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { refusal } from '#adapters/http';
import { SignInStaff, type SignInStaffRefusal } from '#identity';
import { Open } from '../http/auth.js';
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
  @ApiOperation({
    summary: 'Sign in as a member of staff',
    description:
      'Five wrong passwords in a row lock an account for 15 minutes. An unknown address, a wrong ' +
      'password and a locked account are answered alike.',
  })
  @ApiCreatedResponse({ standardSchema: SessionOut, description: 'A token for an hour' })
  async create(
    @Req() request: FastifyRequest,
    @Body({ schema: SignInBody }) { email, password }: z.infer<typeof SignInBody>,
  ) {
    const signedIn = await this.signIn.execute(email, password, request.id);
    if (!signedIn.ok) throw refusal(STATUS, signedIn.error);
    const { token, expiresAt } = this.tokens.sign(signedIn.value);
    return { token, expires_at: expiresAt.toISOString() };
  }
}
