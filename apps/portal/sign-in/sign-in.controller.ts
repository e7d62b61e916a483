import { Body, Controller, Get, Header, Inject, Post, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Config, CONFIG } from '#adapters/config';
import { BorrowerSessions, OpenChallenge, VerifyCode } from '#identity';
import type { FormFields } from '#adapters/http';
import { frameOf } from '../http/frame.js';
import { zoneOf } from '../http/signed-in.js';
import { clearSession, type Visit, Visiting, writeSession } from '../http/visit.js';
import { type CodeModel, codePage, type EmailModel, emailPage } from '../views/index.js';
import { codeModel, evenly, sendCode, typedAddress, typedCode } from './code-step.js';

const BASE = '/sign-in';
const HTML = ['content-type', 'text/html; charset=utf-8'] as const;

/** A borrower's own log-in, without a link. */
@Controller()
export class SignInController {
  constructor(
    @Inject(OpenChallenge) readonly openChallenge: OpenChallenge,
    @Inject(VerifyCode) private readonly verifyCode: VerifyCode,
    @Inject(BorrowerSessions) private readonly sessions: BorrowerSessions,
    @Inject(CONFIG) readonly config: Config,
  ) {}

  @Get(['sign-in', 'sign-in/address'])
  @Header(...HTML)
  address(@Visiting() visit: Visit) {
    return this.addressPage(visit, '', null);
  }

  @Post('sign-in/address')
  async sendCode(
    @Visiting() visit: Visit,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const address = typedAddress(form['email'], this.config);
    const error = address
      ? await evenly(sendCode(this, reply, visit, { address, request: null }))
      : 'email.malformed';
    if (error === null || error === 'code.wait') void reply.redirect(`${BASE}/code`, 303);
    else send(reply, this.addressPage(visit, String(form['email'] ?? ''), error));
  }

  @Get('sign-in/code')
  code(@Visiting() visit: Visit, @Res() reply: FastifyReply): void {
    if (visit.step) send(reply, this.codePage(visit, null));
    else void reply.redirect(`${BASE}/address`, 303);
  }

  @Post('sign-in/resend')
  async resend(@Visiting() visit: Visit, @Res() reply: FastifyReply): Promise<void> {
    const address = typedAddress(visit.step?.email, this.config);
    if (!address) return void reply.redirect(`${BASE}/address`, 303);
    const error = await evenly(sendCode(this, reply, visit, { address, request: null }));
    if (error === null) void reply.redirect(`${BASE}/code`, 303);
    else send(reply, this.codePage(visit, 'code.wait'));
  }

  @Post('sign-in/code')
  async verify(
    @Visiting() visit: Visit,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { step, browserHash, requestId } = visit;
    const address = typedAddress(step?.email, this.config);
    const code = typedCode(form['code']);
    if (!step || !address) return void reply.redirect(`${BASE}/address`, 303);
    if (code === undefined) {
      send(reply, this.codePage(visit, 'code.wrong'));
      return;
    }
    const { challengeId } = step;
    const attempt = { challengeId, browserHash, code, email: address.email };
    const verified = await this.verifyCode.execute(
      { ...attempt, emailHash: address.hash },
      requestId,
    );
    if (!verified.ok) {
      send(reply, this.codePage(visit, 'code.wrong'));
      return;
    }
    writeSession(reply, visit, verified.value, this.config.PEPPER);
    void reply.redirect('/', 303);
  }

  @Post('sign-out')
  @Redirect(BASE, 303)
  async signOut(@Visiting() visit: Visit, @Res({ passthrough: true }) reply: FastifyReply) {
    if (visit.sessionSecret !== undefined)
      await this.sessions.signOut(visit.sessionSecret, visit.requestId);
    clearSession(reply);
  }

  private addressPage(visit: Visit, email: string, error: EmailModel['error']): string {
    const model = { action: `${BASE}/address`, email, error, request: null };
    return emailPage(frameOf({ ...visit, path: `${BASE}/address` }, this.config), model);
  }

  private codePage(visit: Visit, error: CodeModel['error']): string {
    const of = { error, request: null, zone: zoneOf(visit) };
    const frame = frameOf({ ...visit, path: `${BASE}/code` }, this.config);
    return codePage(frame, codeModel(visit, BASE, of));
  }
}

function send(reply: FastifyReply, page: string): void {
  void reply.status(200).type(HTML[1]).send(page);
}
