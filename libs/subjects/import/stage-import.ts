import type { Readable } from 'node:stream';
import { type ApiKeyActor, type Cell, type Clock, err, invariant, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import {
  fingerprintOf,
  newId,
  type Operation,
  OperationMismatch,
  type UnitOfWork,
} from '#adapters/database';
import type { Config } from '#adapters/config';
import { type AuditEvent, record } from '#audit';
import type { Cells } from '#tenancy';
import { importAbandoned, importRefused, importStaged } from '../events.js';
import { clearChunks } from '../tables/import-chunk.js';
import {
  finishImport,
  type Import,
  insertImport,
  markApplying,
  readImportRow,
  staleImports,
} from '../tables/import.js';
import type { RowRefusal } from './fault.js';
import { BodyStalled, BodyTooLarge, MeasuredBody } from './measured-body.js';
import { type ImportFormat, readRows } from './read-rows.js';
import { Staging } from './staging.js';

/** An import whose body stopped coming this long ago is given up by the tenant's next one. */
const STALE_AFTER_MS = 24 * 3_600_000;
const STALE_AT_ONCE = 10;

/** Why a file is not imported; nothing of it is then kept. */
export type StageImportRefusal =
  | RowRefusal
  | { readonly code: 'import-too-large'; readonly bytesMax: number }
  | { readonly code: 'import-stalled' };

/** A file of rows as it comes in. */
export interface ImportInput {
  readonly kind: SubjectKind;
  readonly format: ImportFormat;
  /** The instant that the data are of; features are computed as of it. */
  readonly asOf: Date;
  readonly body: Readable;
  readonly operation?: Operation | undefined;
}

type Outcome = Result<Import, StageImportRefusal>;

/**
 * Takes in a file of rows, all or nothing: rows wait in chunks until the last one is known to be
 * sound; only then `import.staged` lets them be applied.
 */
export class StageImport {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
    private readonly config: Pick<Config, 'IMPORT_LIMIT_BYTES'>,
  ) {}

  /** A repeat under one operation reads its body again, and answers with the first import. */
  async execute(actor: ApiKeyActor, input: ImportInput): Promise<Outcome> {
    const cells = await this.cells.all(actor.tenantId, actor.mode);
    const [home] = cells;
    invariant(home, 'a tenant has a home cell');
    await this.giveUpStale(actor, cells, home);
    const now = this.clock.now();
    const { kind, asOf } = input;
    const importId = newId(now);
    await this.work.run(home, async (tx) =>
      insertImport(tx, { importId, kind, asOf, createdAt: now }),
    );
    const staging = new Staging(this.work, { importId, kind, asOf, cells, now });
    const attempt = { actor, input, home, importId, staging };
    try {
      return await this.stage(attempt);
    } catch (fault) {
      const tooLarge = fault instanceof BodyTooLarge;
      const repeated = fault instanceof OperationMismatch;
      const stalled = fault instanceof BodyStalled;
      const reason = tooLarge ? 'too-large' : repeated ? 'repeated' : 'interrupted';
      await this.end(attempt, importAbandoned(importId, reason));
      if (stalled) return err({ code: 'import-stalled' });
      if (!tooLarge) throw fault;
      return err({ code: 'import-too-large', bytesMax: this.config.IMPORT_LIMIT_BYTES });
    }
  }

  private async stage(attempt: Attempt): Promise<Outcome> {
    const { input, importId, staging } = attempt;
    const body = new MeasuredBody(input.body, this.config.IMPORT_LIMIT_BYTES);
    const read = await this.readAll(input, body, staging);
    if (read.ok) return this.apply(attempt, body.digest());
    await this.end(attempt, importRefused(importId, read.error));
    return read;
  }

  private async readAll(
    { kind, format }: ImportInput,
    body: MeasuredBody,
    staging: Staging,
  ): Promise<Result<void, RowRefusal>> {
    for await (const rows of readRows(format, kind, body.pieces())) {
      const added = rows.ok ? await staging.add(rows.value) : rows;
      if (!added.ok) return added;
    }
    return staging.end();
  }

  /** The file is sound: from this commit on its rows are applied. */
  private async apply(attempt: Attempt, bodyHash: string): Promise<Outcome> {
    const { actor, input, home, importId, staging } = attempt;
    const { rows, chunks } = staging;
    const applied = await this.work.once(home, operationOf(input, bodyHash), {
      first: async (tx) => {
        const marked = await markApplying(tx, importId, { rows, chunks });
        invariant(marked, 'an import is applied once');
        record(
          tx,
          actor,
          importStaged(importId, { kind: input.kind, rows, chunks }),
          this.clock.now(),
        );
        return { value: importId, reference: importId };
      },
      again: async (_, reference) => reference as string,
    });
    if (applied !== importId) await this.end(attempt, importAbandoned(importId, 'repeated'));
    const row = await this.work.run(home, (tx) => readImportRow(tx, applied));
    invariant(row, 'an import that was applied is there');
    return ok(row);
  }

  /** Nothing of the file stays but the line in the log; what is applied already is left alone. */
  private async end({ actor, home, importId, staging }: Attempt, event: AuditEvent): Promise<void> {
    const row = await this.work.run(home, (tx) => readImportRow(tx, importId));
    if (row?.status !== 'staging') return;
    await staging.clear();
    await this.refuse(actor, home, importId, event);
  }

  private async refuse(
    actor: ApiKeyActor,
    home: Cell,
    importId: string,
    event: AuditEvent,
  ): Promise<void> {
    await this.work.run(home, async (tx) => {
      const now = this.clock.now();
      const ended = await finishImport(tx, importId, { from: 'staging', to: 'refused', now });
      if (ended) record(tx, actor, event, now);
    });
  }

  /** What a killed process left behind. */
  private async giveUpStale(actor: ApiKeyActor, cells: readonly Cell[], home: Cell): Promise<void> {
    const before = new Date(this.clock.now().getTime() - STALE_AFTER_MS);
    const stale = await this.work.run(home, (tx) => staleImports(tx, before, STALE_AT_ONCE));
    for (const importId of stale) {
      await this.work.gather(cells, async (tx) => clearChunks(tx, importId));
      await this.refuse(actor, home, importId, importAbandoned(importId, 'interrupted'));
    }
  }
}

/** One call on its way. */
interface Attempt {
  readonly actor: ApiKeyActor;
  readonly input: ImportInput;
  readonly home: Cell;
  readonly importId: string;
  readonly staging: Staging;
}

/** The body counts as a field of the input: the same key with another file is another call. */
function operationOf({ operation }: ImportInput, bodyHash: string): Operation | undefined {
  if (!operation) return undefined;
  const fingerprint = { ...operation.fingerprint, ...fingerprintOf({ body: bodyHash }) };
  return { ...operation, fingerprint };
}
