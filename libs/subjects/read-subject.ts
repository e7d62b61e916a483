import { type ApiKeyActor, err, ok, type Result } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { bucketOfReference } from './bucket-of-reference.js';
import type { Subject } from './subject.js';
import { findSubject, readSubject } from './tables/subject.js';

/** Why a subject is not shown: another tenant's answers as an absent one. */
export interface SubjectNotFound {
  readonly code: 'subject-not-found';
}

/** Shows a subject by our id. */
export class ReadSubject {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async execute(actor: ApiKeyActor, subjectId: string): Promise<Result<Subject, SubjectNotFound>> {
    const cell = await this.cells.of(actor.tenantId, actor.mode, subjectId);
    const subject = cell && (await this.work.run(cell, (tx) => readSubject(tx, subjectId)));
    return subject ? ok(subject) : err({ code: 'subject-not-found' });
  }
}

/** Shows a subject by the tenant's own reference. */
export class FindSubjectByReference {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  async execute(actor: ApiKeyActor, reference: string): Promise<Result<Subject, SubjectNotFound>> {
    const { tenantId, mode } = actor;
    const cell = await this.cells.ofBucket(tenantId, mode, bucketOfReference(tenantId, reference));
    const subject = cell && (await this.work.run(cell, (tx) => findSubject(tx, reference)));
    return subject ? ok(subject) : err({ code: 'subject-not-found' });
  }
}
