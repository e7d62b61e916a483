import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import type { Operation, Tx, UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import { subjectObjected } from './events.js';
import type { SubjectNotFound } from './read-subject.js';
import type { Subject } from './subject.js';
import { markObjection, readSubject } from './tables/subject.js';

type Outcome = Result<Subject, SubjectNotFound>;

/** Notes that a subject objected: nobody processes them from then on. */
export class RecordObjection {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the first objection stays. */
  async execute(actor: ApiKeyActor, subjectId: string, operation?: Operation): Promise<Outcome> {
    const cell = await this.cells.of(actor.tenantId, actor.mode, subjectId);
    if (!cell) return err({ code: 'subject-not-found' });
    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        const now = this.clock.now();
        if (await markObjection(tx, subjectId, now))
          record(tx, actor, subjectObjected(subjectId), now);
        const value = await read(tx, subjectId);
        return { value, reference: value.ok ? subjectId : undefined };
      },
      again: (tx) => read(tx, subjectId),
    });
  }
}

async function read(tx: Tx, subjectId: string): Promise<Outcome> {
  const subject = await readSubject(tx, subjectId);
  return subject ? ok(subject) : err({ code: 'subject-not-found' });
}
