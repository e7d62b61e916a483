import type { InjectionToken } from '@nestjs/common';
import { z } from 'zod';
import type { Cell } from '#kernel';

/** The body of an outbox row: ids, codes and counts. */
export const OutboxPayload = z.object({
  resource: z.object({ kind: z.string(), id: z.string() }),
  request_id: z.string(),
  subject_id: z.string().optional(),
  consent_id: z.string().optional(),
  details: z.record(z.string(), z.json()).optional(),
});

/** An event on its way to a handler, in the cell where it happened. */
export interface HandledEvent {
  readonly id: string;
  readonly action: string;
  readonly cell: Cell;
  readonly payload: z.infer<typeof OutboxPayload>;
}

/** A use case that follows an event. Safe to run twice: by `once` under the id `event:handler`. */
export interface EventHandler {
  handle(event: HandledEvent): Promise<void>;
}

/**
 * Which queue a handler's jobs wait in: `bulk` for long ones, so that they never delay a mail;
 * `webhooks` for calls to receivers, some of which are slow.
 */
export type HandlerQueue = 'events' | 'bulk' | 'webhooks';

/**
 * How long an event is tried again before it is given up: hours where somebody waits for the end
 * of a job, days where a mail server may be away.
 */
export type Patience = 'hours' | 'days';

/** Says that a use case handles an event; each capability lists its own. */
export interface HandlerRegistration {
  readonly action: string;
  /** Unique among all handlers, kebab-case, for ever: it is part of operation ids. */
  readonly name: string;
  readonly queue: HandlerQueue;
  readonly handler: InjectionToken<EventHandler>;
  readonly patience: Patience;
  /** Writes down, when the event is given up, that what it began has failed. */
  readonly afterGivingUp?: InjectionToken<EventHandler>;
}

/** The operation id under which a handler's effect is kept. */
export const handlerOperation = (event: HandledEvent, handlerName: string): string =>
  `${event.id}:${handlerName}`;

/**
 * Faults between the catalogue of handled events and the handlers; empty when they agree.
 * A handled event without a handler, or a handler without its event, must stop the start.
 */
export function handlerFaults(
  handledActions: readonly string[],
  handlers: readonly HandlerRegistration[],
): string[] {
  const named = new Set(handlers.map(({ action }) => action));
  const known = new Set(handledActions);
  const names = handlers.map(({ name }) => name);
  return [
    ...handledActions.filter((action) => !named.has(action)).map((a) => `no handler for ${a}`),
    ...handlers
      .filter(({ action }) => !known.has(action))
      .map((h) => `${h.name}: no event ${h.action}`),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((n) => `two handlers named ${n}`),
  ];
}
