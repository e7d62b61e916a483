import type { SubjectKind } from '#score-engine';
import { newId, type Tx } from '#adapters/database';
import { basisOf } from '../basis.js';
import { bucketOfReference } from '../bucket-of-reference.js';
import { insertSubjects, lockSubjects, updateSubjects } from '../tables/subject-batch.js';
import type { RowsManifest } from './manifest.js';

/** A subject of a chunk, as it was before the chunk. */
export interface ChunkSubject {
  readonly subjectId: string;
  readonly isNew: boolean;
  readonly emailBefore: string | null;
}

/**
 * Makes the subjects of a chunk known, in the order of its manifest.
 *
 * Undefined where the reference belongs to a subject of the other kind by now: its rows go nowhere,
 * as they would have been refused at staging.
 */
export async function upsertChunkSubjects(
  tx: Tx,
  kind: SubjectKind,
  manifest: RowsManifest,
  now: Date,
): Promise<(ChunkSubject | undefined)[]> {
  const said = manifest.subjects.map(([reference, email, basis]) => ({
    subjectId: newId(now, bucketOfReference(tx.cell.tenantId, reference)),
    kind,
    reference,
    email,
    basis: basis && basisOf(basis),
  }));
  const inserted = await insertSubjects(tx, said, now);
  const others = said.filter(({ reference }) => !inserted.has(reference));
  const references = others.map(({ reference }) => reference);
  const known = others.length === 0 ? [] : await lockSubjects(tx, references);
  const byReference = new Map(
    known.filter((subject) => subject.kind === kind).map((subject) => [subject.reference, subject]),
  );
  updateSubjects(
    tx,
    others.flatMap((subject) => {
      const before = byReference.get(subject.reference);
      return before ? [{ ...subject, subjectId: before.subject_id }] : [];
    }),
  );
  return said.map(({ reference, subjectId }) => {
    if (inserted.has(reference)) return { subjectId, isNew: true, emailBefore: null };
    const before = byReference.get(reference);
    return before && { subjectId: before.subject_id, isNew: false, emailBefore: before.email };
  });
}
