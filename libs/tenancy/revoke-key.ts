import { type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { keyEvent } from './events.js';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import { lockKey, revokeKey } from './tables/api-key.js';

/** Why a key was not revoked. */
export interface RevokeKeyRefusal {
  readonly code: 'api-key-not-found';
}

/** Ends a key: refused everywhere within a second. */
export class RevokeKey {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: a revoked key stays so, from its first revocation on. */
  async execute(actor: PlatformActor, keyId: string): Promise<Result<null, RevokeKeyRefusal>> {
    assertPlatform(actor);
    return this.work.run(CONTROL_CELL, async (tx) => {
      const stored = await lockKey(tx, keyId);
      if (!stored) return err({ code: 'api-key-not-found' });
      if (stored.record.revokedAt) return ok(null);
      const now = this.clock.now();
      revokeKey(tx, keyId, now);
      record(tx, actor, keyEvent('api_key.revoked', stored.record, actor), now);
      return ok(null);
    });
  }
}
