import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { touchKeys } from './tables/api-key.js';

const FLUSH_EVERY_MS = 10_000;
/** Keys written by one statement; the rest wait for the next. */
const KEYS_MAX = 5000;

/** When each key was last used: noted in memory on the hot path, written every ten seconds. */
export class KeyUses implements OnModuleInit, BeforeApplicationShutdown {
  private readonly used = new Map<string, Date>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly work: UnitOfWork) {}

  onModuleInit(): void {
    // A fault here delays what is only a note: the uses stay and the next round writes them.
    this.timer = setInterval(() => void this.flush().catch(() => undefined), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush().catch(() => undefined);
  }

  /** Notes a use. */
  note(keyId: string, at: Date): void {
    this.used.set(keyId, at);
  }

  /** Writes what was noted since the last time. */
  async flush(): Promise<void> {
    const some = new Map([...this.used].slice(0, KEYS_MAX));
    if (some.size === 0) return;
    await this.work.run(CONTROL_CELL, async (tx) => touchKeys(tx, some));
    for (const [keyId, at] of some) if (this.used.get(keyId) === at) this.used.delete(keyId);
  }
}
