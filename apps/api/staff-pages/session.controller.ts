import {
  Body,
  Controller,
  Get,
  Header,
  Inject,
  Post,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInStaff } from '#identity';
import { sayProblem } from '#words';
import { Open } from '../http/auth.js';
import { StaffTokens } from '../http/staff-tokens.js';
import { SignInBody } from '../staff/schema.js';
import { StaffPageFilter } from './staff-page.filter.js';
import { StaffPageGuard } from './staff-page.guard.js';
import {
  clearStaffSession,
  type StaffVisit,
  StaffVisiting,
  writeStaffSession,
} from './staff-visit.js';
import { noPagesPage } from './views/fault-page.js';
import { signInPage } from './views/sign-in-page.js';

const SEE_OTHER = 303;

/** The staff's way in and out. */
@ApiExcludeController()
@Controller('staff')
@Open()
@UseGuards(StaffPageGuard)
@UseFilters(StaffPageFilter)
export class SessionPagesController {
  constructor(
    @Inject(SignInStaff) private readonly signIn: SignInStaff,
    @Inject(StaffTokens) private readonly tokens: StaffTokens,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(@StaffVisiting() visit: StaffVisit, @Res({ passthrough: true }) reply: FastifyReply) {
    if (!visit.caller) return signInPage(visit, { email: '' });
    if (visit.caller.role !== 'compliance') return noPagesPage(visit);
    return reply.redirect('/staff/audit', SEE_OTHER);
  }

  /** One page for a wrong password, an unknown address, a locked account and a malformed form. */
  @Post('session')
  @Header('content-type', 'text/html; charset=utf-8')
  async create(
    @StaffVisiting() visit: StaffVisit,
    @Req() request: FastifyRequest,
    @Body() form: Readonly<Record<string, unknown>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { email, password } = form;
    const read = SignInBody.safeParse({ email, password });
    const { data } = read;
    const signedIn = data && (await this.signIn.execute({ ...data, requestId: request.id }));
    if (!signedIn?.ok) {
      void reply.status(401);
      const message = sayProblem(visit.locale, 'staff-sign-in-refused');
      return signInPage(visit, { message, email: typeof email === 'string' ? email : '' });
    }
    writeStaffSession(reply, this.tokens.sign(signedIn.value).token);
    return reply.redirect('/staff', SEE_OTHER);
  }

  @Post('sign-out')
  end(@Res({ passthrough: true }) reply: FastifyReply) {
    clearStaffSession(reply);
    return reply.redirect('/staff', SEE_OTHER);
  }
}
