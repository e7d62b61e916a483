import { type ApiKeyActor, bucketOfId, type Cell, type Clock, err, ok, type Result } from '#kernel';
import { findOperation, newId, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { bucketOfReference, readSubject } from '#subjects';
import type { Cells } from '#tenancy';
import { z } from 'zod';
import { applicationCreated } from './events.js';
import { type Application, insertApplication, readApplication } from './tables/application.js';
import { reserveReference } from './tables/application-reference.js';

/** What a lender says of an application. */
export interface NewApplication {
  readonly subjectId: string;
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly product: string;
  readonly termMonths: number | null;
}

/** Why an application was not created, in the order in which the reasons are checked. */
export type CreateApplicationRefusal =
  | { readonly code: 'application-subject-not-found' }
  | { readonly code: 'application-reference-taken'; readonly applicationId: string };

/** An application, and whether this call created it. */
export interface CreatedApplication {
  readonly application: Application;
  readonly created: boolean;
}

type Outcome = Result<CreatedApplication, CreateApplicationRefusal>;

const Reference = z.object({ applicationId: z.string(), created: z.boolean() });

/** A lender says that one of its subjects applies for credit. One application a reference. */
export class CreateApplication {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat: the same body under the same reference gives the same application. */
  async execute(
    actor: ApiKeyActor,
    input: NewApplication,
    operation: Operation | undefined,
  ): Promise<Outcome> {
    const { tenantId, mode } = actor;
    const cell = await this.cells.of(tenantId, mode, input.subjectId);
    if (!cell) return err({ code: 'application-subject-not-found' });
    const refused = await this.work.run(cell, (tx) => refusedBefore(tx, input, operation));
    if (refused) return refused;

    const now = this.clock.now();
    const applicationId = newId(now, bucketOfId(input.subjectId));
    const asked: Application = { ...input, applicationId, createdAt: now };
    const kept = await this.reserve(actor, cell, asked);
    if (!sameApplication(kept, input))
      return err({ code: 'application-reference-taken', applicationId: kept.applicationId });

    return this.work.once<Outcome>(cell, operation, {
      first: async (tx) => {
        const created = await insertApplication(tx, kept);
        if (created) record(tx, actor, applicationCreated(kept), now);
        return {
          value: ok({ application: kept, created }),
          reference: { applicationId: kept.applicationId, created },
        };
      },
      again: async (tx, reference) => {
        const { applicationId, created } = Reference.parse(reference);
        const application = await readApplication(tx, applicationId);
        return application
          ? ok({ application, created })
          : err({ code: 'application-subject-not-found' });
      },
    });
  }

  /** In a transaction of its own: the reference lives in the cell that its own hash names. */
  private async reserve(
    { tenantId, mode }: ApiKeyActor,
    cell: Cell,
    asked: Application,
  ): Promise<Application> {
    const bucket = bucketOfReference(tenantId, asked.reference);
    const itsCell = (await this.cells.ofBucket(tenantId, mode, bucket)) ?? cell;
    return this.work.run(itsCell, (tx) => reserveReference(tx, asked));
  }
}

/** Nothing is reserved for a subject that is not there, or under another operation's key. */
async function refusedBefore(
  tx: Tx,
  { subjectId }: NewApplication,
  operation: Operation | undefined,
): Promise<Outcome | undefined> {
  if (operation) await findOperation(tx, operation);
  const subject = await readSubject(tx, subjectId);
  return subject ? undefined : err({ code: 'application-subject-not-found' });
}

function sameApplication(kept: Application, input: NewApplication): boolean {
  return (
    kept.subjectId === input.subjectId &&
    kept.amountMinor === input.amountMinor &&
    kept.currency === input.currency &&
    kept.product === input.product &&
    kept.termMonths === input.termMonths
  );
}
