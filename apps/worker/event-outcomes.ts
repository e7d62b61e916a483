import type { Clock } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Log } from '#adapters/log';
import { confirmEvent, countFailure, giveUpEvent, type HandledEvent } from '#audit';
import type { Handlers } from './handlers.js';

/** Says in the outbox what became of an event at one of its handlers. */
export class EventOutcomes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly handlers: Handlers,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The handler has done its part. */
  async handled(event: HandledEvent, name: string): Promise<void> {
    await confirmEvent(this.work, event, name, this.handlers.of(event.action).length);
  }

  /**
   * The handler failed at every try of a delivery. The failure that exhausts its patience is the
   * last: what the event began is written down as failed, then the event is sent no more. Does not
   * throw: what cannot be written now is written at the next failure.
   */
  async failed(event: HandledEvent, name: string, fault: unknown): Promise<void> {
    const { id: eventId, action, cell, payload } = event;
    const { tenantId } = cell;
    const about = { action, eventId, handler: name, tenantId, requestId: payload.request_id };
    try {
      if (!(await countFailure(this.work, event, this.handlers.patienceOf(name)))) return;
      await this.handlers.afterGivingUp(name)?.handle(event);
      await giveUpEvent(this.work, event, name, this.clock.now());
      this.log.error({ ...about, err: fault }, 'event given up: it stays in the outbox, unsent');
    } catch (err) {
      this.log.error({ ...about, err }, 'a failure could not be written down');
    }
  }
}
