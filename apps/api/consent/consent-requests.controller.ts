import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type ApiKeyActor, Clock } from '#kernel';
import { type Config, CONFIG } from '#adapters/config';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  type ConsentAsked,
  ReadRequest,
  type ReadRequestRefusal,
  RequestConsent,
  type RequestConsentRefusal,
  type RequestView,
} from '#consent';
import { recipientView } from '#consent-engine';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { ConsentRequestBody, MadeRequestAnswer, RequestAnswer } from './schema.js';

const REQUEST_STATUS = {
  'application-not-found': 404,
  'provider-unknown': 422,
  'consent-return-url-not-allowed': 422,
  'consent-terms-over-limit': 412,
} satisfies Record<RequestConsentRefusal['code'], number>;
const READ_STATUS = {
  'consent-not-found': 404,
} satisfies Record<ReadRequestRefusal['code'], number>;

/** Requests for a borrower's consent. */
@ApiTags('Consents')
@Controller('v1/consent-requests')
export class ConsentRequestsController {
  constructor(
    @Inject(RequestConsent) private readonly requestConsent: RequestConsent,
    @Inject(ReadRequest) private readonly readRequest: ReadRequest,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @ApiKey('consents:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Ask a borrower to let you read from a provider' })
  @ApiCreatedResponse({ standardSchema: MadeRequestAnswer })
  async request(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: ConsentRequestBody }) body: z.output<typeof ConsentRequestBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const made = await this.requestConsent.execute(actor, askedOf(body), operation);
    if (!made.ok) throw refusal(REQUEST_STATUS, onTheWire(made.error));
    const { consentId, lapsesAt } = made.value;
    return {
      consent_id: consentId,
      status: recipientView(made.value, this.clock.now()).status,
      link: `${this.config.PORTAL_PUBLIC_URL}/r/${consentId}`,
      lapses_at: lapsesAt.toISOString(),
    };
  }

  @Get(':consent_id')
  @ApiKey('consents:read')
  @ApiOperation({ summary: 'See how a request stands' })
  @ApiOkResponse({ standardSchema: RequestAnswer })
  async read(
    @Caller() actor: ApiKeyActor,
    @Param('consent_id', { schema: id() }) consentId: string,
  ) {
    const read = await this.readRequest.execute(actor, consentId);
    if (!read.ok) throw refusal(READ_STATUS, read.error);
    return requestBody(read.value);
  }
}

function askedOf(body: z.output<typeof ConsentRequestBody>): ConsentAsked {
  const { email, return_url: returnUrl } = body;
  return {
    applicationId: body.application_id,
    provider: body.provider,
    terms: {
      purpose: body.purpose,
      clustersNeeded: body.clusters_needed,
      clustersOptional: body.clusters_optional,
      days: body.days,
      dataLifeDays: body.data_life_days,
      historyMonths: body.history_months,
      mode: body.mode,
      fetchType: body.fetch_type,
      frequency: body.frequency ?? null,
    },
    reasons: body.reasons,
    ...(email === undefined ? {} : { email }),
    ...(returnUrl === undefined ? {} : { returnUrl }),
  };
}

/** The attribute at fault by the name that it has on the wire. */
function onTheWire(error: RequestConsentRefusal) {
  if (error.code !== 'consent-terms-over-limit') return error;
  const attribute = error.attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return { ...error, attribute };
}

function requestBody(view: RequestView) {
  const { terms } = view;
  return {
    consent_id: view.consentId,
    application_id: view.applicationId,
    provider: view.provider,
    purpose: terms.purpose,
    clusters_needed: terms.clustersNeeded,
    clusters_optional: terms.clustersOptional,
    days: terms.days,
    data_life_days: terms.dataLifeDays,
    history_months: terms.historyMonths,
    mode: terms.mode,
    fetch_type: terms.fetchType,
    frequency: terms.frequency,
    status: view.status,
    created_at: view.createdAt.toISOString(),
    lapses_at: view.lapsesAt.toISOString(),
    granted_at: view.grantedAt?.toISOString() ?? null,
    expires_at: view.expiresAt?.toISOString() ?? null,
    ended_at: view.endedAt?.toISOString() ?? null,
  };
}
