import { type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { ApiKeyRecord, NewApiKey } from './api-key.js';
import { recordAgain, writeKey } from './create-key.js';
import { keyEvent } from './events.js';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import { expireKey, lockKey } from './tables/api-key.js';

/** How long the old key stays valid beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;

/** Why a key was not rotated, in the order of the checks. */
export type RotateKeyRefusal =
  | { readonly code: 'api-key-not-found' }
  | { readonly code: 'api-key-already-revoked' }
  | { readonly code: 'api-key-already-rotated'; readonly expiresAt: Date };

type Outcome = Result<NewApiKey, RotateKeyRefusal>;

/** Replaces a key by a new one of the same tenant, mode, name and scopes, with 24 h of both. */
export class RotateKey {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Rotated once; the new key is the one to rotate next. */
  async execute(actor: PlatformActor, keyId: string, operation?: Operation): Promise<Outcome> {
    assertPlatform(actor);
    return this.work.once<Outcome>(CONTROL_CELL, operation, {
      first: (tx) => this.rotate(tx, actor, keyId),
      again: async (tx, newKeyId) => ok(await recordAgain(tx, newKeyId)),
    });
  }

  private async rotate(tx: Tx, actor: PlatformActor, keyId: string) {
    const now = this.clock.now();
    const stored = await lockKey(tx, keyId);
    const refused = refusalOf(stored?.record);
    if (refused) return { value: err(refused), reference: undefined };
    // `refusalOf` has refused the absent.
    const { tenantId, mode, name, scopes } = (stored as NonNullable<typeof stored>).record;
    const created = writeKey(tx, { tenantId, mode, name, scopes, rotatedFrom: keyId }, now);
    expireKey(tx, keyId, new Date(now.getTime() + OVERLAP_MS));
    record(tx, actor, keyEvent('api_key.rotated', created.record, actor), now);
    return { value: ok(created), reference: created.record.keyId };
  }
}

function refusalOf(key: ApiKeyRecord | undefined): RotateKeyRefusal | undefined {
  if (!key) return { code: 'api-key-not-found' };
  if (key.revokedAt) return { code: 'api-key-already-revoked' };
  if (key.expiresAt) return { code: 'api-key-already-rotated', expiresAt: key.expiresAt };
  return undefined;
}
