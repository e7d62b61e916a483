import { timingSafeEqual } from 'node:crypto';
import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { readKey } from './api-key-format.js';
import type { KeyUses } from './key-uses.js';
import { readKeyRow, type StoredKey } from './tables/api-key.js';

/** A key read longer ago is read anew, so a revocation is seen everywhere within a second. */
const FRESH_MS = 800;
/** Keys kept in memory, unknown ones too; the oldest go first. */
const KEPT_MAX = 10_000;

/** Why a key was not accepted. */
export interface VerifyKeyRefusal {
  /** Malformed: a typo, told without a look-up. Not accepted: unknown, revoked or expired. */
  readonly code: 'api-key-malformed' | 'api-key-not-accepted';
}

interface Kept {
  readonly readAtMs: number;
  readonly key: Promise<StoredKey | undefined>;
}

/** Tells whose an API key is. */
export class VerifyKey {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly uses: KeyUses,
    private readonly clock: Clock,
  ) {}

  /** Asks control at most once in 0.8 s for each key. */
  async execute(text: string, requestId: string): Promise<Result<ApiKeyActor, VerifyKeyRefusal>> {
    const read = readKey(text);
    if (!read.ok) return read;
    const { keyId, mode, hash } = read.value;
    const stored = await this.stored(keyId);
    const now = this.clock.now();
    if (!stored || !timingSafeEqual(stored.hash, hash) || !isValid(stored, now))
      return err({ code: 'api-key-not-accepted' });
    this.uses.note(keyId, now);
    const { tenantId, scopes } = stored.record;
    return ok({ kind: 'api_key', id: keyId, tenantId, mode, scopes, requestId });
  }

  /** Callers that come while a read is under way share it. */
  private stored(keyId: string): Promise<StoredKey | undefined> {
    const readAtMs = performance.now();
    const kept = this.kept.get(keyId);
    if (kept && readAtMs - kept.readAtMs < FRESH_MS) return kept.key;
    const key = this.work.run(CONTROL_CELL, (tx) => readKeyRow(tx, keyId));
    // A fault must not be remembered as an answer.
    key.catch(() => this.kept.delete(keyId));
    this.kept.delete(keyId);
    this.kept.set(keyId, { readAtMs, key });
    if (this.kept.size > KEPT_MAX) this.forgetOldest();
    return key;
  }

  private forgetOldest(): void {
    for (const keyId of this.kept.keys()) {
      this.kept.delete(keyId);
      return;
    }
  }
}

function isValid({ record }: StoredKey, now: Date): boolean {
  return record.revokedAt === null && (record.expiresAt === null || now < record.expiresAt);
}
