import type { HandlerRegistration } from '#audit';
import { MailCode } from './mail-code.js';
import { MailReceipt, RECEIPTS } from './mail-receipt.js';
import { AttemptDelivery } from './webhooks/attempt-delivery.js';
import { ATTEMPT_DUE } from './webhooks/plan-delivery.js';
import { TellEndpoints } from './webhooks/tell-endpoints.js';
import { TOLD_EVENTS } from './webhooks/told-events.js';

/** Whom this capability tells, of which events. */
export const DELIVERY_HANDLERS: readonly HandlerRegistration[] = [
  {
    action: 'sign_in.challenge_opened',
    name: 'mail-code',
    queue: 'events',
    handler: MailCode,
    patience: 'days',
  },
  ...Object.entries(RECEIPTS).map(([action, { handlerName }]) => ({
    action,
    name: handlerName,
    queue: 'events' as const,
    handler: MailReceipt,
    patience: 'days' as const,
  })),
  ...TOLD_EVENTS.map((action) => ({
    action,
    name: `tell-${action.replaceAll(/[._]/g, '-')}`,
    queue: 'events' as const,
    handler: TellEndpoints,
    patience: 'days' as const,
  })),
  {
    action: ATTEMPT_DUE,
    name: 'attempt-webhook',
    queue: 'webhooks',
    handler: AttemptDelivery,
    patience: 'days',
  },
];
