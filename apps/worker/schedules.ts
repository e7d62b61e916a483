import { setTimeout as pause } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { Log } from '#adapters/log';
import type { SweepRegistration } from '#adapters/queue';
import type { Clock } from '#kernel';

/** Runs every sweep at once and then at its intervals, one run of a sweep at a time. */
export class Schedules implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: readonly Promise<void>[] = [];

  constructor(
    private readonly sweeps: readonly SweepRegistration[],
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.sweeps.map((one) => this.loop(one));
  }

  /** Lets runs that are under way end. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private async loop({ name, everyMs, sweep: token }: SweepRegistration): Promise<void> {
    const { signal } = this.stopping;
    const sweep = this.modules.get(token, { strict: false });
    while (!signal.aborted) {
      await sweep
        .run(this.clock.now())
        .catch((err: unknown) => this.log.error({ err, sweep: name }, 'sweep failed'));
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
