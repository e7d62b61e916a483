import { withBucket } from '#kernel';
import { v7 } from 'uuid';

/** A new UUIDv7 of the instant, about the subject of the bucket (0: of none). */
export function newId(now: Date, bucket = 0): string {
  return withBucket(v7({ msecs: now.getTime() }), bucket);
}
