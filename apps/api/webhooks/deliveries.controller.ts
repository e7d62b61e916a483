import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type ApiKeyActor, isId } from '#kernel';
import type { Operation } from '#adapters/database';
import { Refused, refusal } from '#adapters/http';
import { type EndpointNotFound, type RetryDeliveryRefusal, WebhookDeliveries } from '#delivery';
import { ApiKey, Caller } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { id } from '../schema/id.js';
import { cursorOf, PAGE_DEFAULT, partsOfCursor } from '../schema/page.js';
import { deliveryBody } from './answers.js';
import { DeliveriesAnswer, DeliveriesQuery, SentAnswer } from './schema.js';

const STATUS = {
  'webhook-endpoint-not-found': 404,
  'webhook-delivery-not-found': 404,
  'webhook-endpoint-disabled': 409,
} satisfies Record<(EndpointNotFound | RetryDeliveryRefusal)['code'], number>;

/** How events reached a tenant's endpoints. */
@ApiTags('Webhooks')
@Controller('v1')
export class DeliveriesController {
  constructor(@Inject(WebhookDeliveries) private readonly deliveries: WebhookDeliveries) {}

  @Get('webhook-endpoints/:endpoint_id/deliveries')
  @ApiKey('webhooks:read')
  @ApiOperation({ summary: 'List what was sent to an endpoint, the newest first; for 30 days' })
  @ApiOkResponse({ standardSchema: DeliveriesAnswer })
  async list(
    @Caller() actor: ApiKeyActor,
    @Param('endpoint_id', { schema: id() }) endpointId: string,
    @Query({ schema: DeliveriesQuery }) query: z.output<typeof DeliveriesQuery>,
  ) {
    const { cursor, status, limit = PAGE_DEFAULT } = query;
    const after = cursor === undefined ? undefined : placeAfter(cursor);
    const page = { endpointId, status, after, limit: limit + 1 };
    const listed = await this.deliveries.list(actor, page);
    if (!listed.ok) throw refusal(STATUS, listed.error);
    const shown = listed.value.slice(0, limit);
    const last = listed.value.length > limit ? shown.at(-1) : undefined;
    return {
      deliveries: shown.map(deliveryBody),
      next_cursor: last ? cursorOf([last.deliveryId]) : null,
    };
  }

  @Post('webhook-deliveries/:delivery_id/retry')
  @HttpCode(202)
  @ApiKey('webhooks:write')
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Send an event again, at once, under the same webhook-id' })
  @ApiAcceptedResponse({ standardSchema: SentAnswer, description: 'It is on its way' })
  async retry(
    @Caller() actor: ApiKeyActor,
    @Param('delivery_id', { schema: id() }) deliveryId: string,
    @IdempotencyKey() operation: Operation | undefined,
  ) {
    const retried = await this.deliveries.retry(actor, deliveryId, operation);
    if (!retried.ok) throw refusal(STATUS, retried.error);
    return { delivery_id: retried.value };
  }
}

function placeAfter(cursor: string): string {
  const [deliveryId] = partsOfCursor(cursor, 1) ?? [];
  if (deliveryId !== undefined && isId(deliveryId)) return deliveryId;
  const detail = "must be the next_cursor of an earlier page's answer";
  throw new Refused(400, 'input-invalid', {
    errors: [{ parameter: 'cursor', code: 'cursor', detail }],
  });
}
