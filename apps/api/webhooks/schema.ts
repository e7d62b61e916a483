import { z } from 'zod';
import { TOLD_EVENTS } from '#delivery';
import { id } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { PageQuery } from '../schema/page.js';
import { text } from '../schema/text.js';

const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000';
const URL_MAX = 2_000;
const DESCRIPTION_MAX = 200;

/** Tells where to send what. */
export const EndpointBody = z
  .strictObject({
    url: text(URL_MAX).meta({
      description: 'https, at a public address, port 443 or 8443. Redirects are not followed.',
    }),
    events: z.array(z.enum(TOLD_EVENTS)).min(1).max(TOLD_EVENTS.length),
    description: text(DESCRIPTION_MAX).optional(),
  })
  .meta({
    id: 'CreateWebhookEndpoint',
    example: {
      url: 'https://hooks.example.com/assay',
      events: ['score_request.completed', 'consent.withdrawn'],
      description: 'Origination',
    },
  });

const endpoint = {
  endpoint_id: id(),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string(),
  status: z.enum(['enabled', 'disabled']).meta({
    description: 'Disabled once it has answered 410: nothing is sent there any more.',
  }),
  public_key: z.string().meta({ description: 'Checks the `v1a` signatures (Ed25519).' }),
  rotated_at: instantOut().nullable(),
  created_at: instantOut(),
};
const ENDPOINT_EXAMPLE = {
  endpoint_id: ID,
  url: 'https://hooks.example.com/assay',
  events: ['score_request.completed', 'consent.withdrawn'],
  description: 'Origination',
  status: 'enabled',
  public_key: 'whpk_mRrDDaIXQy1+hbX3XBp4AvvBrxJ5hS2pZyLJ2fFBdXQ=',
  rotated_at: null,
  created_at: '2026-11-24T08:00:00.000Z',
};

/** Every endpoint. */
export const EndpointsAnswer = z
  .strictObject({ endpoints: z.array(z.strictObject(endpoint)) })
  .meta({ id: 'WebhookEndpoints', example: { endpoints: [ENDPOINT_EXAMPLE] } });

/** An endpoint whose keys are new. */
export const NewEndpointAnswer = z
  .strictObject({
    ...endpoint,
    secret: z.string().meta({ description: 'Checks the `v1` signatures. Told when it is new.' }),
  })
  .meta({
    id: 'NewWebhookEndpoint',
    example: {
      ...ENDPOINT_EXAMPLE,
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    },
  });

/** An event that is on its way. */
export const SentAnswer = z
  .strictObject({ delivery_id: id() })
  .meta({ id: 'WebhookSent', example: { delivery_id: ID } });

const delivery = {
  delivery_id: id(),
  endpoint_id: id(),
  event_id: id().meta({ description: 'The webhook-id, and the entry in your audit log.' }),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.int(),
  last_status: z.int().nullable(),
  last_fault: z.string().nullable(),
  next_at: instantOut().nullable(),
  created_at: instantOut(),
  finished_at: instantOut().nullable(),
};
const DELIVERY_EXAMPLE = {
  delivery_id: ID,
  endpoint_id: ID,
  event_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
  type: 'score_request.completed',
  status: 'delivered',
  attempts: 2,
  last_status: 204,
  last_fault: null,
  next_at: null,
  created_at: '2026-11-24T08:00:00.000Z',
  finished_at: '2026-11-24T08:00:05.400Z',
};

/** A page of deliveries. */
export const DeliveriesAnswer = z
  .strictObject({
    deliveries: z.array(z.strictObject(delivery)),
    next_cursor: z.string().nullable(),
  })
  .meta({
    id: 'WebhookDeliveries',
    example: { deliveries: [DELIVERY_EXAMPLE], next_cursor: null },
  });

/** Which deliveries. */
export const DeliveriesQuery = PageQuery.extend({
  status: z.enum(['pending', 'delivered', 'failed']).optional(),
});
