import type { HandlerRegistration } from '#audit';
import { MailCode } from './mail-code.js';
import { MailReceipt, RECEIPTS } from './mail-receipt.js';

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
];
