import { type ApiKeyActor, type Cell, type Clock, err, invariant, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { newId, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import type { Config } from '#adapters/config';
import { record } from '#audit';
import type { Cells } from '#tenancy';
import type { ProcessingBasis } from './basis.js';
import { bucketOfReference } from './bucket-of-reference.js';
import { bucketOfHash, emailHash, normaliseEmail } from './email.js';
import { subjectCreated } from './events.js';
import { sameBasis, type Subject } from './subject.js';
import { addIdentifiers, removeIdentifiers } from './tables/identifier.js';
import { findSubject, insertSubject, readSubject } from './tables/subject.js';

/** What a tenant says of somebody whom it makes known. */
export interface SubjectInput {
  readonly kind: SubjectKind;
  readonly reference: string;
  readonly email: string | null;
  readonly basis: ProcessingBasis | null;
}

/** Why nobody was made known. */
export interface UpsertSubjectRefusal {
  readonly code: 'subject-exists';
}

/** The subject, and whether this call made it known. */
export interface UpsertedSubject {
  readonly subject: Subject;
  readonly created: boolean;
}

type Outcome = Result<UpsertedSubject, UpsertSubjectRefusal>;

/** Makes a subject known; the same again answers with the one there, other data are refused. */
export class UpsertSubject {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
    private readonly config: Pick<Config, 'PEPPER'>,
  ) {}

  /**
   * The identifier is written first, in a cell of its own: one that leads to nobody is harmless,
   * as who finds by it reads the subject; a subject who cannot be found is not.
   */
  async execute(actor: ApiKeyActor, input: SubjectInput, operation?: Operation): Promise<Outcome> {
    const { tenantId, mode } = actor;
    const bucket = bucketOfReference(tenantId, input.reference);
    const cell = await this.cells.ofBucket(tenantId, mode, bucket);
    invariant(cell, 'a tenant has a cell for each bucket');
    const now = this.clock.now();
    const subject: Subject = {
      ...input,
      subjectId: newId(now, bucket),
      objectedAt: null,
      createdAt: now,
    };
    const known = await this.work.run(cell, (tx) => findSubject(tx, input.reference));
    if (!known) await this.index(actor, subject, addIdentifiers);
    const upserted = await this.write(actor, cell, subject, operation);
    const written = upserted.ok && upserted.value.subject.subjectId === subject.subjectId;
    if (!known && !written) await this.index(actor, subject, removeIdentifiers);
    return upserted;
  }

  private async write(
    actor: ApiKeyActor,
    cell: Cell,
    subject: Subject,
    operation: Operation | undefined,
  ): Promise<Outcome> {
    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        if (await insertSubject(tx, subject)) {
          record(tx, actor, subjectCreated(subject.subjectId), subject.createdAt);
          const value = ok({ subject, created: true });
          return { value, reference: { subject_id: subject.subjectId, created: true } };
        }
        const there = await findSubject(tx, subject.reference);
        invariant(there, 'a reference that is taken has a subject');
        if (!saysTheSame(there, subject))
          return { value: err({ code: 'subject-exists' }), reference: undefined };
        const value = ok({ subject: there, created: false });
        return { value, reference: { subject_id: there.subjectId, created: false } };
      },
      again: async (tx, reference) => this.repeat(tx, reference as unknown as Reference),
    });
  }

  private async repeat(tx: Tx, { subject_id: id, created }: Reference): Promise<Outcome> {
    const subject = await readSubject(tx, id);
    invariant(subject, 'a subject that was made known is there');
    return ok({ subject, created });
  }

  private async index(
    { tenantId, mode }: ApiKeyActor,
    { email, subjectId }: Subject,
    change: typeof addIdentifiers,
  ): Promise<void> {
    if (email === null) return;
    const hash = emailHash(this.config.PEPPER, email);
    const cell = await this.cells.ofBucket(tenantId, mode, bucketOfHash(hash));
    invariant(cell, 'a tenant has a cell for each bucket');
    await this.work.run(cell, async (tx) => change(tx, [{ hash, subjectId }]));
  }
}

interface Reference {
  readonly subject_id: string;
  readonly created: boolean;
}

function saysTheSame(there: Subject, said: Subject): boolean {
  const mailbox = (email: string | null): string | null => email && normaliseEmail(email);
  return (
    there.kind === said.kind &&
    mailbox(there.email) === mailbox(said.email) &&
    sameBasis(there.basis, said.basis)
  );
}
