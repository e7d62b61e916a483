import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import type { Operation } from '#adapters/database';
import { refusal } from '#adapters/http';
import {
  type CreateEndpointRefusal,
  type EndpointNotFound,
  type TestEndpointRefusal,
  WebhookEndpoints,
} from '#delivery';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { endpointBody, newEndpointBody } from './answers.js';
import { EndpointBody, EndpointsAnswer, NewEndpointAnswer, SentAnswer } from './schema.js';

const STATUS = {
  'webhook-url-refused': 422,
  'webhook-endpoints-too-many': 409,
  'webhook-endpoint-not-found': 404,
  'webhook-endpoint-disabled': 409,
} satisfies Record<
  (CreateEndpointRefusal | EndpointNotFound | TestEndpointRefusal)['code'],
  number
>;

/** Where a tenant is told what happened. */
@ApiTags('Webhooks')
@Controller('v1/webhook-endpoints')
export class EndpointsController {
  constructor(@Inject(WebhookEndpoints) private readonly endpoints: WebhookEndpoints) {}

  @Post()
  @ApiKey('webhooks:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Have events sent to a server of yours' })
  @ApiCreatedResponse({ standardSchema: NewEndpointAnswer, description: 'The secret, this once' })
  async create(
    @Caller() actor: ApiKeyActor,
    @Body({ schema: EndpointBody }) body: z.output<typeof EndpointBody>,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const wish = { ...body, description: body.description ?? '' };
    const created = await this.endpoints.create(actor, wish, operation);
    if (!created.ok) throw refusal(STATUS, created.error);
    return newEndpointBody(created.value);
  }

  @Get()
  @ApiKey('webhooks:read')
  @ApiOperation({ summary: 'List your endpoints, the oldest first' })
  @ApiOkResponse({ standardSchema: EndpointsAnswer })
  async list(@Caller() actor: ApiKeyActor) {
    return { endpoints: (await this.endpoints.list(actor)).map(endpointBody) };
  }

  @Delete(':endpoint_id')
  @HttpCode(204)
  @ApiKey('webhooks:write')
  @ApiOperation({ summary: 'Send nothing there any more' })
  @ApiNoContentResponse({ description: 'It is gone' })
  async delete(
    @Caller() actor: ApiKeyActor,
    @Param('endpoint_id', { schema: id() }) endpointId: string,
  ): Promise<void> {
    const deleted = await this.endpoints.delete(actor, endpointId);
    if (!deleted.ok) throw refusal(STATUS, deleted.error);
  }

  @Post(':endpoint_id/rotate-secret')
  @HttpCode(200)
  @ApiKey('webhooks:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Sign with new keys; those before sign beside them for 24 hours' })
  @ApiOkResponse({ standardSchema: NewEndpointAnswer, description: 'The new secret, this once' })
  async rotate(
    @Caller() actor: ApiKeyActor,
    @Param('endpoint_id', { schema: id() }) endpointId: string,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const rotated = await this.endpoints.rotate(actor, endpointId, operation);
    if (!rotated.ok) throw refusal(STATUS, rotated.error);
    return newEndpointBody(rotated.value);
  }

  @Post(':endpoint_id/test')
  @HttpCode(202)
  @ApiKey('webhooks:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Send a test there' })
  @ApiAcceptedResponse({ standardSchema: SentAnswer, description: 'It is on its way' })
  async test(
    @Caller() actor: ApiKeyActor,
    @Param('endpoint_id', { schema: id() }) endpointId: string,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const tested = await this.endpoints.test(actor, endpointId, operation);
    if (!tested.ok) throw refusal(STATUS, tested.error);
    return { delivery_id: tested.value };
  }
}
