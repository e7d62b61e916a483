import type { HandlerRegistration } from '#audit';
import { MODELS_HANDLED } from './events.js';
import { FollowModelEvent } from './follow-model-event.js';

/** Who follows this capability's events. */
export const MODELS_HANDLERS: readonly HandlerRegistration[] = MODELS_HANDLED.map((action) => ({
  action,
  name: `note-${action.replace('.', '-')}`,
  queue: 'events',
  handler: FollowModelEvent,
  patience: 'days',
}));
