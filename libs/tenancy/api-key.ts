import type { Mode } from '#kernel';
import type { Scope } from './scopes.js';

/** A key as its owner may see it again: never its secret, nor the hash of it. */
export interface ApiKeyRecord {
  readonly keyId: string;
  readonly tenantId: string;
  readonly mode: Mode;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** From here on it is refused; set by a rotation. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** At most some ten seconds late. */
  readonly lastUsedAt: Date | null;
  /** The key that this one replaces. */
  readonly rotatedFrom: string | null;
}

/** A key as it is shown once: a repeat of the call that made it no longer knows `key`. */
export interface NewApiKey {
  readonly key?: string;
  readonly record: ApiKeyRecord;
}
