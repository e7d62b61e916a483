import { invariant } from './invariant.js';

/** Buckets of an id: 12 bits, so that a tenant can grow to 4,096 cells. */
export const BUCKETS = 4096;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text is a UUID in lower-case canonical form. */
export const isId = (text: string): boolean => UUID.test(text);

/** The bucket of the subject that the id is about, in [0, 4096); 0 when it is about none. */
export function bucketOfId(id: string): number {
  invariant(isId(id), 'an id is a lower-case UUID');
  return Number.parseInt(id.slice(-3), 16);
}

/** The same id with its last 12 bits naming `bucket`. */
export function withBucket(id: string, bucket: number): string {
  invariant(isId(id), 'an id is a lower-case UUID');
  invariant(
    Number.isInteger(bucket) && bucket >= 0 && bucket < BUCKETS,
    'a bucket is in [0, 4096)',
  );
  return id.slice(0, -3) + bucket.toString(16).padStart(3, '0');
}
