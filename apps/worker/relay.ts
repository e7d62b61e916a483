import { setTimeout as pause } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Log } from '#adapters/log';
import type { EventQueues, QueuedEvent } from '#adapters/queue';
import { type DueEvent, type Round, takeDueEvents } from '#audit';
import type { Clock } from '#kernel';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Handlers } from './handlers.js';

/** Pause after a round that found something: what is handled brings about what is due next. */
const BUSY_MS = 10;
/** The longest pause, reached by doubling while nothing is due: how late an event may be noticed. */
const IDLE_MAX_MS = 160;
/** The longest pause while the database or the queue cannot be reached. */
const FAILED_MAX_MS = 5_000;
/** How long a cell that failed is left alone, so that many such do not take the others' turns. */
const REST_MS = 30_000;

const Payload = z.record(z.string(), z.json());

/**
 * Moves what is due from the outbox to the queues, for ever. Several relays share the work; what
 * was sent and never confirmed comes round again, so a queue that lost everything is filled anew.
 */
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Cells that failed, and until when they rest. */
  private readonly resting = new Map<number, number>();

  constructor(
    private readonly pool: Pool,
    private readonly to: { readonly queues: EventQueues; readonly handlers: Handlers },
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    // A connection that drops while idle is replaced by the pool.
    this.pool.on('error', (err) => this.log.warn({ err }, 'relay connection lost'));
    this.running = this.loop();
  }

  /** Ends after the round that is under way, before the queues are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async loop(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = BUSY_MS;
    while (!signal.aborted) {
      const round = await this.round();
      const longestMs = round === 'failed' ? FAILED_MAX_MS : IDLE_MAX_MS;
      pauseMs = round === 'sent' ? BUSY_MS : Math.min(pauseMs * 2, longestMs);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async round(): Promise<'sent' | 'idle' | 'failed'> {
    try {
      const { sent, failed } = await takeDueEvents(this.pool, this.next(), (events) =>
        this.to.queues.add(events.flatMap((event) => this.jobsOf(event))),
      );
      for (const { cellId, fault: err } of failed) {
        this.log.error({ err, cellId }, 'relay could not take a cell’s events');
        this.resting.set(cellId, this.clock.now().getTime() + REST_MS);
      }
      return sent > 0 ? 'sent' : 'idle';
    } catch (err) {
      this.log.error({ err }, 'relay round failed');
      return 'failed';
    }
  }

  private next(): Round {
    const now = this.clock.now();
    for (const [cellId, until] of this.resting)
      if (until <= now.getTime()) this.resting.delete(cellId);
    return { now, resting: [...this.resting.keys()] };
  }

  private jobsOf({ cellId, eventId, action, payload }: DueEvent): QueuedEvent[] {
    const handlers = this.to.handlers.of(action);
    // An event of a newer version of the code: it stays in the outbox until that version runs.
    if (handlers.length === 0) this.log.warn({ action, eventId }, 'nobody handles this event');
    return handlers.map(({ queue, name: handler }) => ({
      queue,
      job: { cellId, eventId, action, handler, payload: Payload.parse(payload) },
    }));
  }
}
