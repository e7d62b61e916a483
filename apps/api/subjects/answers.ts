import type { z } from 'zod';
import { basisState, type Import, type Subject } from '#subjects';
import type { ImportAnswer, SubjectAnswer } from './schema.js';

/** A subject on the wire; `now` decides whether its basis holds. */
export function subjectAnswer(subject: Subject, now: Date): z.input<typeof SubjectAnswer> {
  const { basis, objectedAt } = subject;
  return {
    subject_id: subject.subjectId,
    kind: subject.kind,
    reference: subject.reference,
    email: subject.email,
    basis: basis && {
      basis: basis.basis,
      purpose: basis.purpose,
      notice: basis.notice,
      from: basis.from.toISOString(),
      until: basis.until?.toISOString() ?? null,
    },
    basis_state: basisState(subject, now),
    objected_at: objectedAt?.toISOString() ?? null,
    created_at: subject.createdAt.toISOString(),
  };
}

/** An import on the wire. */
export function importAnswer(found: Import): z.input<typeof ImportAnswer> {
  return {
    import_id: found.importId,
    kind: found.kind,
    as_of: found.asOf.toISOString(),
    status: found.status,
    rows: found.rows,
    chunks: found.chunks,
    chunks_done: found.chunksDone,
    created_at: found.createdAt.toISOString(),
    finished_at: found.finishedAt?.toISOString() ?? null,
  };
}
