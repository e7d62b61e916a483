import type { HandlerRegistration } from '#audit';
import type { KeyAction } from './events.js';
import { FollowKeyEvent } from './follow-key-event.js';
import { FollowTenantCreated } from './follow-tenant-created.js';

const KEY_ACTIONS: readonly KeyAction[] = ['api_key.created', 'api_key.rotated', 'api_key.revoked'];

/** Who follows this capability's events. */
export const TENANCY_HANDLERS: readonly HandlerRegistration[] = [
  {
    action: 'tenant.created',
    name: FollowTenantCreated.handlerName,
    queue: 'events',
    handler: FollowTenantCreated,
    patience: 'days',
  },
  ...KEY_ACTIONS.map((action) => ({
    action,
    name: `note-${action.replace(/[._]/g, '-')}`,
    queue: 'events' as const,
    handler: FollowKeyEvent,
    patience: 'days' as const,
  })),
];
