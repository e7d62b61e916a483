import type { Operation } from '#adapters/database';
import type { ModelOwner } from './tables/model.js';

/** A tenant's operation as control keeps it, where two tenants may well choose the same key. */
export const controlOperation = (
  { tenantId, mode }: ModelOwner,
  operation: Operation | undefined,
): Operation | undefined =>
  operation && { ...operation, id: `${tenantId} ${mode} ${operation.id}` };
