import { type Clock, err, invariant, type Json, type Mode, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { drawKey } from './api-key-format.js';
import type { ApiKeyRecord, NewApiKey } from './api-key.js';
import { keyEvent } from './events.js';
import { assertPlatform, type PlatformActor } from './platform-actor.js';
import type { Scope } from './scopes.js';
import { insertKey, readKeyRow } from './tables/api-key.js';
import type { Tenants } from './tenants.js';

/** A key to be. */
export interface KeyWish {
  /** The tenant's slug. */
  readonly tenant: string;
  readonly mode: Mode;
  readonly name: string;
  /** May be empty: such a key is known and allowed nothing. */
  readonly scopes: readonly Scope[];
}

/** Why a key was not created. */
export interface CreateKeyRefusal {
  readonly code: 'tenant-not-found';
}

type Outcome = Result<NewApiKey, CreateKeyRefusal>;

/** Gives a tenant an API key; what is kept of it is a hash. */
export class CreateKey {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** A repeat of the operation answers with the same key's record, without the key. */
  async execute(actor: PlatformActor, wish: KeyWish, operation?: Operation): Promise<Outcome> {
    assertPlatform(actor);
    const tenant = await this.tenants.bySlug(wish.tenant);
    if (!tenant) return err({ code: 'tenant-not-found' });
    const { mode, name, scopes } = wish;
    return this.work.once<Outcome>(CONTROL_CELL, operation, {
      first: async (tx) => {
        const now = this.clock.now();
        const created = writeKey(
          tx,
          { tenantId: tenant.tenantId, mode, name, scopes, rotatedFrom: null },
          now,
        );
        record(tx, actor, keyEvent('api_key.created', created.record, actor), now);
        return { value: ok(created), reference: created.record.keyId };
      },
      again: async (tx, keyId) => ok(await recordAgain(tx, keyId)),
    });
  }
}

/** Draws and writes a key. */
export function writeKey(
  tx: Tx,
  wish: Pick<ApiKeyRecord, 'tenantId' | 'mode' | 'name' | 'scopes' | 'rotatedFrom'>,
  now: Date,
): NewApiKey {
  const { keyId, key, hash } = drawKey(wish.mode);
  const record: ApiKeyRecord = {
    ...wish,
    keyId,
    scopes: [...new Set(wish.scopes)],
    createdAt: now,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
  };
  insertKey(tx, { record, hash });
  return { key, record };
}

/** What a repeat of the call that made a key is told: the key itself is not kept. */
export async function recordAgain(tx: Tx, keyId: Json): Promise<NewApiKey> {
  invariant(typeof keyId === 'string', 'the operation refers to a key');
  const stored = await readKeyRow(tx, keyId);
  invariant(stored, 'a key is never deleted');
  return { record: stored.record };
}
