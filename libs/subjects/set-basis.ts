import { type ApiKeyActor, type Clock, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import type { ProcessingBasis } from './basis.js';
import { subjectBasisSet } from './events.js';
import type { SubjectNotFound } from './read-subject.js';
import { sameBasis, type Subject } from './subject.js';
import { readSubject, setSubjectBasis } from './tables/subject.js';

/** Says on what basis a subject is processed from now on. An objection stays. */
export class SetBasis {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the same basis again changes nothing, and says nothing. */
  async execute(
    actor: ApiKeyActor,
    subjectId: string,
    basis: ProcessingBasis,
  ): Promise<Result<Subject, SubjectNotFound>> {
    const cell = await this.cells.of(actor.tenantId, actor.mode, subjectId);
    if (!cell) return err({ code: 'subject-not-found' });
    return this.work.run(cell, async (tx) => {
      const before = await readSubject(tx, subjectId);
      if (!before) return err({ code: 'subject-not-found' });
      if (sameBasis(before.basis, basis)) return ok(before);
      const subject = await setSubjectBasis(tx, subjectId, basis);
      if (!subject) return err({ code: 'subject-not-found' });
      record(tx, actor, subjectBasisSet(subjectId), this.clock.now());
      return ok(subject);
    });
  }
}
