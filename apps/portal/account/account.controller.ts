import { Controller, Get, Header, Inject, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isId } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import { Refused, refusal } from '#adapters/http';
import { WithdrawConsent, type WithdrawConsentRefusal } from '#consent';
import type { DecisionCursor } from '#sharing';
import { frameOf } from '../http/frame.js';
import { requestId } from '../http/request-id.js';
import { signedIn, zoneOf } from '../http/signed-in.js';
import { type Visit, Visiting } from '../http/visit.js';
import {
  decisionPage,
  detailPage,
  homePage,
  scorePage,
  withdrawnPage,
  withdrawPage,
} from '../views/index.js';
import { OwnData } from './own-data.js';
import { OwnDecisions } from './own-decisions.js';
import { detailModel, historyOf, homeConsent, homeScore, scoreModel } from './account-models.js';

const WITHDRAW_STATUS = {
  'consent-not-found': 404,
  'consent-already-ended': 409,
  'consent-step-not-allowed': 409,
} satisfies Record<WithdrawConsentRefusal['code'], number>;
const HTML = ['content-type', 'text/html; charset=utf-8'] as const;

/** What a borrower sees and does of their own: consents, accesses, scores, withdrawal. */
@Controller()
export class AccountController {
  constructor(
    @Inject(OwnData) private readonly own: OwnData,
    @Inject(OwnDecisions) private readonly ownDecisions: OwnDecisions,
    @Inject(WithdrawConsent) private readonly withdrawConsent: WithdrawConsent,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async home(@Visiting() visit: Visit, @Res() reply: FastifyReply): Promise<void> {
    if (!visit.borrower) return void reply.redirect('/sign-in', 303);
    const listed = await this.own.consents(visit);
    const scores = await this.own.newestScores(visit, listed);
    const page = homePage(frameOf(visit, this.config), {
      zone: zoneOf(visit),
      current: listed.filter(({ inForce }) => inForce).map(homeConsent),
      ended: listed.filter(({ inForce }) => !inForce).map(homeConsent),
      scores: scores.map(([of, score]) => homeScore(of, score)),
    });
    void reply.type(HTML[1]).send(page);
  }

  @Get('consents/:id')
  @Header(...HTML)
  async consent(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Query('after') after: unknown,
  ) {
    const full = await this.own.consent(visit, id);
    const cursor = cursorOf(after);
    const { decisions, next } = await this.own.accesses(visit, id, cursor);
    const model = detailModel(full, {
      history: historyOf(visit.locale, full, decisions, {
        first: cursor === undefined,
        last: next === null,
      }),
      moreHref: next && `/consents/${id}?after=${next.at.getTime()}.${next.decisionId}`,
      scores: await this.own.scores(visit, full),
    });
    return detailPage(frameOf(visit, this.config), model);
  }

  @Get('consents/:id/scores/:score')
  @Header(...HTML)
  async score(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Param('score', { schema: requestId() }) scoreId: string,
  ) {
    const full = await this.own.consent(visit, id);
    const score = (await this.own.scores(visit, full)).find((one) => one.scoreId === scoreId);
    if (!score) throw new Refused(404, 'page-not-found');
    const decisions = await this.ownDecisions.ofScore(visit, full, scoreId);
    const explained = await this.own.explained(visit, full, score);
    const model = scoreModel(visit.locale, full, { score, explained, decisions });
    return scorePage(frameOf(visit, this.config), model);
  }

  /** The notice of what was decided by a score. */
  @Get('consents/:id/scores/:score/decisions/:decision')
  @Header(...HTML)
  async decision(
    @Visiting() visit: Visit,
    @Param('id', { schema: requestId() }) id: string,
    @Param('score', { schema: requestId() }) scoreId: string,
    @Param('decision', { schema: requestId() }) decisionId: string,
  ) {
    const full = await this.own.consent(visit, id);
    const decisions = await this.ownDecisions.ofScore(visit, full, scoreId);
    const found = decisions.find(({ decision }) => decision.decisionId === decisionId);
    if (!found) throw new Refused(404, 'page-not-found');
    const backHref = `/consents/${id}/scores/${scoreId}`;
    return decisionPage(frameOf(visit, this.config), found.notice, backHref);
  }

  /** What withdrawing does, before the last step. Changes nothing. */
  @Get('consents/:id/withdraw')
  @Header(...HTML)
  async withdrawal(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    const { recipient, provider, consent } = await this.own.consent(visit, id);
    const { subjectKind } = consent;
    const action = `/consents/${id}/withdraw`;
    const model = { recipient, provider, subjectKind, action, backHref: `/consents/${id}` };
    return withdrawPage(frameOf(visit, this.config), model);
  }

  /** From the answer to this form on, every door refuses. */
  @Post('consents/:id/withdraw')
  @Redirect()
  async withdraw(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    const withdrawn = await this.withdrawConsent.execute(signedIn(visit), id);
    if (!withdrawn.ok) throw refusal(WITHDRAW_STATUS, withdrawn.error);
    return { url: `/consents/${id}/withdrawn`, statusCode: 303 };
  }

  @Get('consents/:id/withdrawn')
  @Header(...HTML)
  async withdrawn(@Visiting() visit: Visit, @Param('id', { schema: requestId() }) id: string) {
    const { recipient, provider, consent, status } = await this.own.consent(visit, id);
    const { endedAt: withdrawnAt, receiptNumber, zone, subjectKind } = consent;
    if (status !== 'REVOKED' || !withdrawnAt) throw new Refused(404, 'page-not-found');
    const of = { recipient, provider, subjectKind, withdrawnAt, zone, receiptNumber };
    return withdrawnPage(frameOf(visit, this.config), { ...of, detailHref: `/consents/${id}` });
  }
}

/** The position after which a page of accesses begins; undefined for what is none. */
function cursorOf(after: unknown): DecisionCursor | undefined {
  const [ms = '', decisionId = ''] = typeof after === 'string' ? after.split('.') : [];
  return /^\d{1,15}$/.test(ms) && isId(decisionId)
    ? { at: new Date(Number(ms)), decisionId }
    : undefined;
}
