import type { Log } from '#adapters/log';
import { malformed, parseEventJob } from '#adapters/queue';
import { OutboxPayload } from '#audit';
import type { Cells } from '#tenancy';
import type { Job } from 'bullmq';
import type { EventOutcomes } from './event-outcomes.js';
import type { Handlers } from './handlers.js';

/** Runs one handler for one event, and says in the outbox that it has done its part. */
export class HandleEvent {
  constructor(
    private readonly cells: Cells,
    private readonly handlers: Handlers,
    private readonly outcomes: EventOutcomes,
    private readonly log: Log,
  ) {}

  /** Safe to repeat, as the handler is. A throw is a fault, and the job is tried again. */
  async execute(job: Job<unknown>): Promise<void> {
    const { cellId, eventId, action, handler: name, payload } = parseEventJob(job);
    const parsed = OutboxPayload.safeParse(payload);
    if (!parsed.success) throw malformed(job, ['payload is not an outbox row’s']);
    const cell = await this.cells.byCellId(cellId);
    if (!cell) throw malformed(job, [`there is no cell ${String(cellId)}`]);
    const handler = this.handlers.find(action, name);
    if (!handler) throw malformed(job, [`no handler ${name} of ${action}`]);

    const event = { id: eventId, action, cell, payload: parsed.data };
    const started = performance.now();
    await handler.handle(event).catch(async (fault: unknown) => {
      if (isLastTry(job)) await this.outcomes.failed(event, name, fault);
      throw fault;
    });
    await this.outcomes.handled(event, name);
    const ms = Math.round(performance.now() - started);
    const { request_id: requestId } = parsed.data;
    this.log.debug(
      { job: job.id, action, tenantId: cell.tenantId, requestId, ms },
      'event handled',
    );
  }
}

/** Whether the queue drops the job when this try fails; the outbox sends the event again later. */
const isLastTry = ({ attemptsMade, opts }: Job<unknown>): boolean =>
  attemptsMade + 1 >= (opts.attempts ?? 1);
