import { Body, Controller, Get, Header, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Borrower } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import { Refused, refusal } from '#adapters/http';
import {
  type DeclineRequestRefusal,
  type GrantConsentRefusal,
  type OpenedRequest,
  ReadConsent,
  type ReadConsentRefusal,
} from '#consent';
import type { Cluster } from '#consent-engine';
import { isLocale } from '#words';
import type { FormFields } from '#adapters/http';
import { frameOf } from '../http/frame.js';
import { requestId } from '../http/request-id.js';
import { signedIn, zoneOf } from '../http/signed-in.js';
import { type Visit, Visiting } from '../http/visit.js';
import {
  type ConsentModel,
  consentPage,
  grantedPage,
  type OutcomeModel,
  outcomePage,
} from '../views/index.js';
import { withheldClusters } from '../account/account-models.js';
import { Answers } from './answers.js';
import { partiesOf } from './claim.controller.js';
import { chosenClusters, RequestPages } from './request-pages.js';

/** A refusal added to the domain does not compile until it has a status here. */
const GRANT_STATUS = {
  'consent-not-found': 404,
  'consent-request-already-answered': 409,
  'consent-request-lapsed': 410,
  'consent-clusters-not-asked-for': 422,
  'consent-clusters-needed-missing': 422,
} satisfies Record<GrantConsentRefusal['code'], number>;
const DECLINE_STATUS = {
  'consent-not-found': 404,
  'consent-request-already-answered': 409,
  'consent-request-lapsed': 410,
} satisfies Record<DeclineRequestRefusal['code'], number>;
const READ_STATUS = { 'consent-not-found': 404 } satisfies Record<
  ReadConsentRefusal['code'],
  number
>;
const HTML = ['content-type', 'text/html; charset=utf-8'] as const;

/** The consent page and the two answers to it. */
@Controller('r/:id')
export class AnswerController {
  constructor(
    @Inject(RequestPages) private readonly pages: RequestPages,
    @Inject(Answers) private readonly answers: Answers,
    @Inject(ReadConsent) private readonly readConsent: ReadConsent,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('consent')
  async consent(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Query('clusters') clusters: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.own(visit, id);
    if (request.status !== 'AWAITING_AUTHORISATION') return void reply.redirect(`/r/${id}`, 303);
    const chosen = chosenClusters(clusters, request.terms);
    void reply.type(HTML[1]).send(this.consentPage(visit, request, chosen, null));
  }

  @Post('allow')
  async allow(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.own(visit, id);
    const chosen = chosenClusters(form['clusters'], request.terms);
    const locale = isLocale(form['locale']) ? form['locale'] : visit.locale;
    const shown = this.pages.agreedTo(request, form['notice'], locale);
    if (!shown) {
      const page = this.consentPage(visit, request, chosen, 'error.changed');
      return void reply.status(409).type(HTML[1]).send(page);
    }
    const clusters = [...new Set([...request.terms.clustersNeeded, ...chosen])];
    const evidence = { locale, noticeHash: shown.hash, timeZone: zoneOf({ locale }) };
    const decision = { clusters };
    const granted = await this.answers.grant.execute(signedIn(visit), id, decision, evidence);
    if (!granted.ok) throw refusal(GRANT_STATUS, granted.error);
    void reply.redirect(`/r/${id}/granted`, 303);
  }

  @Post('decline')
  async decline(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const declined = await this.answers.decline.execute(signedIn(visit), id);
    if (!declined.ok) throw refusal(DECLINE_STATUS, declined.error);
    void reply.redirect(`/r/${id}/declined`, 303);
  }

  /** Another language, with the ticks kept. */
  @Post('language')
  async language(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Body() form: FormFields,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = await this.own(visit, id);
    const query = new URLSearchParams();
    for (const cluster of chosenClusters(form['clusters'], request.terms))
      query.append('clusters', cluster);
    if (isLocale(form['lang'])) query.append('lang', form['lang']);
    void reply.redirect(`/r/${id}/consent?${query.toString()}`, 303);
  }

  @Get('granted')
  @Header(...HTML)
  async granted(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    const request = await this.own(visit, id);
    const read = await this.readConsent.execute(signedIn(visit), id);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    const { consent } = read.value;
    return grantedPage(frameOf(visit, this.config), {
      ...partiesOf(request),
      clustersGranted: consent.clustersGranted,
      clustersWithheld: withheldClusters(read.value),
      endsAt: consent.endsAt,
      zone: consent.zone,
      receiptNumber: consent.receiptNumber,
      manageHref: `/consents/${id}`,
      returnHref: this.pages.returnHref(request, 'granted'),
    });
  }

  @Get('declined')
  @Header(...HTML)
  async declined(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    return this.outcome(visit, await this.pages.open(id), 'declined');
  }

  @Get('left')
  @Header(...HTML)
  async left(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    return this.outcome(visit, await this.pages.open(id), 'left');
  }

  @Get('lapsed')
  @Header(...HTML)
  async lapsed(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    return this.outcome(visit, await this.pages.open(id), 'lapsed');
  }

  /** The request of a borrower who has claimed it; anybody else's is as one that is not there. */
  private async own(visit: Visit, id: string): Promise<OpenedRequest> {
    const borrower: Borrower = signedIn(visit);
    const request = await this.pages.open(id);
    if (request.borrowerId !== borrower.id) throw new Refused(404, 'consent-not-found');
    return request;
  }

  private consentPage(
    visit: Visit,
    request: OpenedRequest,
    chosen: readonly Cluster[],
    error: ConsentModel['error'],
  ): string {
    const id = request.consentId;
    const { notice, token } = this.pages.show(request, visit);
    return consentPage(frameOf({ ...visit, path: `/r/${id}/consent` }, this.config), {
      notice,
      noticeHash: token,
      chosen,
      allowAction: `/r/${id}/allow`,
      declineAction: `/r/${id}/decline`,
      leaveAction: `/r/${id}/leave`,
      languageAction: `/r/${id}/language`,
      error,
    });
  }

  private outcome(visit: Visit, request: OpenedRequest, kind: OutcomeModel['kind']): string {
    return outcomePage(frameOf(visit, this.config), {
      kind,
      recipient: request.recipient,
      lapsesAt: request.lapsesAt,
      zone: zoneOf(visit),
      returnHref: this.pages.returnHref(request, 'open'),
    });
  }
}
