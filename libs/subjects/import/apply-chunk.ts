import type { Cell, Clock } from '#kernel';
import type { Tx, UnitOfWork } from '#adapters/database';
import type { Config } from '#adapters/config';
import { writeClusters } from '../tables/cluster.js';
import { type ChunkRow, deleteChunk, keepIdentifiers, lockChunk } from '../tables/import-chunk.js';
import type { Import } from '../tables/import.js';
import { identifierChanges, writeIdentifiers } from './chunk-identifiers.js';
import type { IdentifiersManifest, RowsManifest } from './manifest.js';
import { writeChunkFeatures } from './write-chunk-features.js';
import { upsertChunkSubjects } from './upsert-chunk-subjects.js';

/** Where a chunk waits. */
export interface ChunkPlace {
  readonly cell: Cell;
  readonly chunkNo: number;
}

/**
 * Applies one chunk: subjects, documents and features in one transaction of their cell; then the
 * identifiers, each in the cell that its own hash names.
 *
 * The chunk's row says how far it got, and changes in the transaction of what it speaks of: after a
 * kill at any point a repeat does what is left, and nothing twice.
 */
export class ApplyChunk {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: Pick<Config, 'PEPPER'>,
  ) {}

  async execute(of: Import, cells: readonly Cell[], { cell, chunkNo }: ChunkPlace): Promise<void> {
    const key = { importId: of.importId, chunkNo };
    const changes = await this.work.run(cell, async (tx) => {
      const chunk = await lockChunk(tx, key);
      if (chunk?.stage !== 'rows') return chunk && identifiersOf(chunk);
      const changed = await this.applyRows(tx, of, { ...chunk, chunkNo });
      keepIdentifiers(tx, key, JSON.stringify(changed));
      return changed;
    });
    if (!changes) return;
    await writeIdentifiers(this.work, cells, changes);
    await this.work.run(cell, async (tx) => deleteChunk(tx, key));
  }

  private async applyRows(
    tx: Tx,
    of: Import,
    chunk: ChunkRow & { readonly chunkNo: number },
  ): Promise<IdentifiersManifest> {
    const now = this.clock.now();
    const manifest = JSON.parse(chunk.manifest) as RowsManifest;
    const subjects = await upsertChunkSubjects(tx, of.kind, manifest, now);
    const ids = subjects.map((subject) => subject?.subjectId ?? null);
    writeClusters(tx, {
      importId: of.importId,
      chunkNo: chunk.chunkNo,
      subjectIds: manifest.rows.map(([at]) => ids[at] ?? null),
      clusters: manifest.rows.map(([, cluster]) => cluster),
      asOf: of.asOf,
      now,
    });
    await writeChunkFeatures(tx, of, { subjects, manifest, features: chunk.features });
    return identifierChanges(this.config.PEPPER, subjects, manifest);
  }
}

const identifiersOf = (chunk: ChunkRow): IdentifiersManifest =>
  JSON.parse(chunk.manifest) as IdentifiersManifest;
