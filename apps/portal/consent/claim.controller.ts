import { Body, Controller, Get, Header, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Config, CONFIG } from '#adapters/config';
import { Refused, refusal } from '#adapters/http';
import { type Claimed, type ClaimRequestRefusal, type OpenedRequest } from '#consent';
import type { ProviderContact } from '#identity';
import type { FormFields } from '#adapters/http';
import { frameOf } from '../http/frame.js';
import { requestId } from '../http/request-id.js';
import { signedIn, zoneOf } from '../http/signed-in.js';
import { clearSession, type Visit, Visiting, writeSession } from '../http/visit.js';
import { CodeDesk } from '../sign-in/code-desk.js';
import {
  codeModel,
  evenly,
  sendCode,
  type TypedAddress,
  typedAddress,
  typedCode,
  visitorOf,
} from '../sign-in/code-step.js';
import {
  type CodeModel,
  codePage,
  type EmailModel,
  emailPage,
  landingPage,
  pickPage,
} from '../views/index.js';
import { Claims } from './claims.js';
import { RequestPages } from './request-pages.js';

const CLAIM_STATUS = {
  'consent-not-found': 404,
  'consent-request-already-answered': 409,
  'consent-request-lapsed': 410,
} satisfies Record<ClaimRequestRefusal['code'], number>;
const HTML = ['content-type', 'text/html; charset=utf-8'] as const;

/** From the link to the borrower: who asks, a code by mail, whose data are meant. */
@Controller('r/:id')
export class ClaimController {
  constructor(
    @Inject(RequestPages) private readonly pages: RequestPages,
    @Inject(Claims) private readonly claims: Claims,
    @Inject(CodeDesk) private readonly desk: CodeDesk,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** GET consumes nothing: a mail scanner may open the link as often as it likes. */
  @Get()
  async landing(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.pages.open(id);
    const mine = visit.borrower !== undefined && request.borrowerId === visit.borrower.id;
    if (request.status !== 'AWAITING_AUTHORISATION')
      return void reply.redirect(mine ? `/consents/${id}` : `/r/${id}/lapsed`, 303);
    if (mine) return void reply.redirect(`/r/${id}/consent`, 303);
    const page = landingPage(frameOf(visit, this.config), {
      ...partiesOf(request),
      terms: request.terms,
      lapsesAt: request.lapsesAt,
      zone: zoneOf(visit),
      continueHref: `/r/${id}/address`,
      leaveAction: `/r/${id}/leave`,
    });
    void reply.type(HTML[1]).send(page);
  }

  @Get('address')
  @Header(...HTML)
  async address(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    return this.addressPage(visit, await this.pages.open(id), '', null);
  }

  @Post('address')
  async sendCode(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.pages.open(id);
    const address = typedAddress(form['email'], this.config);
    const error = address ? await evenly(this.send(reply, visit, id, address)) : 'email.malformed';
    if (error === null || error === 'code.wait') return void reply.redirect(`/r/${id}/code`, 303);
    send(reply, this.addressPage(visit, request, String(form['email'] ?? ''), error));
  }

  @Get('code')
  async code(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.pages.open(id);
    if (visit.step) send(reply, this.codePage(visit, request, null));
    else void reply.redirect(`/r/${id}/address`, 303);
  }

  @Post('resend')
  async resend(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.pages.open(id);
    const address = typedAddress(visit.step?.email, this.config);
    if (!address) return void reply.redirect(`/r/${id}/address`, 303);
    const error = await evenly(this.send(reply, visit, id, address));
    if (error === null) void reply.redirect(`/r/${id}/code`, 303);
    else send(reply, this.codePage(visit, request, 'code.wait'));
  }

  @Post('code')
  async verify(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.pages.open(id);
    const { step, browserHash, requestId: callId } = visit;
    const address = typedAddress(step?.email, this.config);
    const code = typedCode(form['code']);
    if (!step || !address) return void reply.redirect(`/r/${id}/address`, 303);
    if (code === undefined) {
      send(reply, this.codePage(visit, request, 'code.wrong'));
      return;
    }
    const { challengeId } = step;
    const { email, hash: emailHash } = address;
    const attempt = { challengeId, browserHash, code, email, emailHash };
    const verified = await this.desk.verifyCode.execute(attempt, callId);
    // A code opens the request that it was asked for, and no other.
    if (!verified.ok || verified.value.consentId !== id) {
      send(reply, this.codePage(visit, request, 'code.wrong'));
      return;
    }
    writeSession(reply, visit, verified.value, this.config.PEPPER);
    const claimed = await this.claims.claim.execute(verified.value.borrower, id, emailHash);
    if (!claimed.ok) throw refusal(CLAIM_STATUS, claimed.error);
    void reply.redirect(`/r/${id}/${nextStep(claimed.value)}`, 303);
  }

  @Get('pick')
  async pick(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.claimOrPick(visit, id, reply);
  }

  @Post('pick')
  async picked(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const subject = form['subject'];
    const picked = typeof subject === 'string' ? subject : '';
    await this.claimOrPick(visit, id, reply, picked);
  }

  /** One action, nothing asked, at every step. */
  @Post('leave')
  async leave(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (visit.sessionSecret !== undefined)
      await this.desk.sessions.signOut(visit.sessionSecret, visit.requestId);
    clearSession(reply);
    void reply.redirect(`/r/${id}/left`, 303);
  }

  private async claimOrPick(
    visit: Visit,
    id: string,
    reply: FastifyReply,
    picked?: string,
  ): Promise<void> {
    const error = picked === undefined ? null : ('pick.missing' as const);
    const borrower = signedIn(visit);
    const request = await this.pages.open(id);
    const emailHash = await this.desk.sessions.emailHashOf(borrower);
    if (!emailHash) throw new Refused(401, 'page-session-ended');
    const claimed = await this.claims.claim.execute(borrower, id, emailHash, picked);
    if (!claimed.ok) throw refusal(CLAIM_STATUS, claimed.error);
    if (claimed.value.outcome === 'claimed') return void reply.redirect(`/r/${id}/consent`, 303);
    const subjects = claimed.value.subjects.map(({ subjectId, kind, reference }) => ({
      id: subjectId,
      kind,
      reference: masked(reference),
    }));
    const frame = frameOf({ ...visit, path: `/r/${id}/pick` }, this.config);
    const model = { ...partiesOf(request), ...this.leaving(id), subjects, error };
    send(reply, pickPage(frame, { ...model, action: `/r/${id}/pick` }));
  }

  private async send(
    reply: FastifyReply,
    visit: Visit,
    consentId: string,
    address: TypedAddress,
  ): ReturnType<typeof sendCode> {
    const match = await this.claims.match.execute(visitorOf(visit), consentId, address.hash);
    const [subject] = match?.subjects ?? [];
    const contact: ProviderContact | null =
      match && subject
        ? { tenantId: match.providerTenantId, mode: match.mode, subjectId: subject.subjectId }
        : null;
    const request = { consentId, contact };
    const sending = { openChallenge: this.desk.openChallenge, config: this.config };
    return sendCode(sending, reply, visit, { address, request });
  }

  private addressPage(
    visit: Visit,
    request: OpenedRequest,
    email: string,
    error: EmailModel['error'],
  ): string {
    const id = request.consentId;
    const frame = frameOf({ ...visit, path: `/r/${id}/address` }, this.config);
    const of = { ...partiesOf(request), ...this.leaving(id) };
    return emailPage(frame, { action: `/r/${id}/address`, email, error, request: of });
  }

  private codePage(visit: Visit, request: OpenedRequest, error: CodeModel['error']): string {
    const id = request.consentId;
    const frame = frameOf({ ...visit, path: `/r/${id}/code` }, this.config);
    const of = { ...partiesOf(request), ...this.leaving(id) };
    const model = codeModel(visit, `/r/${id}`, { error, request: of, zone: zoneOf(visit) });
    return codePage(frame, model);
  }

  private leaving(id: string) {
    return { leaveAction: `/r/${id}/leave` };
  }
}

/** Names and kind, for a page. */
export const partiesOf = ({ recipient, provider, subjectKind }: OpenedRequest) => ({
  recipient,
  provider,
  subjectKind,
});

const nextStep = ({ outcome }: Claimed): string => (outcome === 'claimed' ? 'consent' : 'pick');

/** Enough of a reference to tell two apart by somebody who knows them. */
function masked(reference: string): string {
  const shown = 4;
  return reference.length <= shown ? reference : `…${reference.slice(-shown)}`;
}

function send(reply: FastifyReply, page: string): void {
  void reply.status(200).type(HTML[1]).send(page);
}
