import { hash } from 'node:crypto';

/**
 * The bucket of the subject that a tenant calls so, in [0, 4096): its ids end in it, and its cell
 * follows from it.
 */
export function bucketOfReference(tenantId: string, reference: string): number {
  return Number.parseInt(hash('sha256', `${tenantId}\n${reference}`, 'hex').slice(0, 3), 16);
}
