import type { Cell } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import { cellIn } from '../cell-in.js';
import { bucketOfHash, emailHash, normaliseEmail } from '../email.js';
import { addIdentifiers, type Identifier, removeIdentifiers } from '../tables/identifier.js';
import type { IdentifiersManifest, RowsManifest } from './manifest.js';
import type { ChunkSubject } from './upsert-chunk-subjects.js';

/** Which addresses lead to a subject from now on, and which no longer. */
export function identifierChanges(
  pepper: string,
  subjects: readonly (ChunkSubject | undefined)[],
  manifest: RowsManifest,
): IdentifiersManifest {
  const add: [string, string][] = [];
  const remove: [string, string][] = [];
  manifest.subjects.forEach(([, email], at) => {
    const subject = subjects[at];
    if (!subject || email === null) return;
    const { subjectId, emailBefore } = subject;
    const same = emailBefore !== null && normaliseEmail(emailBefore) === normaliseEmail(email);
    add.push([emailHash(pepper, email).toString('hex'), subjectId]);
    if (emailBefore !== null && !same)
      remove.push([emailHash(pepper, emailBefore).toString('hex'), subjectId]);
  });
  return { add, remove };
}

/** Brings the changes to the cells that the hashes name. Safe to repeat. */
export async function writeIdentifiers(
  work: UnitOfWork,
  cells: readonly Cell[],
  changes: IdentifiersManifest,
): Promise<void> {
  const byCell = new Map<Cell, { add: Identifier[]; remove: Identifier[] }>();
  for (const what of ['add', 'remove'] as const)
    for (const [hex, subjectId] of changes[what]) {
      const hash = Buffer.from(hex, 'hex');
      const cell = cellIn(cells, bucketOfHash(hash));
      const of = byCell.get(cell) ?? { add: [], remove: [] };
      of[what].push({ hash, subjectId });
      byCell.set(cell, of);
    }
  for (const [cell, { add, remove }] of byCell)
    await work.run(cell, async (tx) => {
      removeIdentifiers(tx, remove);
      addIdentifiers(tx, add);
    });
}
