import { invariant, isId, withBucket } from '#kernel';
import { v7 } from 'uuid';

/** A new UUIDv7 of the instant, about the subject of the bucket (0: of none). */
export function newId(now: Date, bucket = 0): string {
  return withBucket(v7({ msecs: now.getTime() }), bucket);
}

/** The instant of which an id of `newId` was made. @source RFC 9562, section 5.7 */
export function instantOfId(id: string): Date {
  invariant(isId(id), 'an id is a lower-case UUID');
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
