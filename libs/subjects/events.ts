import type { AuditEvent } from '#audit';
import type { RowRefusal } from './import/fault.js';
import type { SubjectKind } from '#score-engine';

const about = (action: string, subjectId: string): AuditEvent => ({
  action,
  handled: false,
  outcome: 'success',
  resource: { kind: 'subject', id: subjectId },
  subjectId,
});

/** A tenant made a subject known. */
export const subjectCreated = (subjectId: string): AuditEvent =>
  about('subject.created', subjectId);

/** A tenant said on what basis it processes a subject's data. */
export const subjectBasisSet = (subjectId: string): AuditEvent =>
  about('subject.basis_set', subjectId);

/** A subject objected to being processed. */
export const subjectObjected = (subjectId: string): AuditEvent =>
  about('subject.objected', subjectId);

/** What an import brought. */
export interface ImportCounts {
  readonly kind: SubjectKind;
  readonly rows: number;
  readonly chunks: number;
}

/** A whole file was found sound: its rows are applied from now on. Handled by `apply-import`. */
export const importStaged = (importId: string, counts: ImportCounts): AuditEvent => ({
  action: IMPORT_STAGED,
  handled: true,
  outcome: 'success',
  resource: { kind: 'import', id: importId },
  details: { ...counts },
});

/** All rows of an import are with their subjects. */
export const importDone = (importId: string, counts: ImportCounts): AuditEvent => ({
  action: 'import.done',
  handled: false,
  outcome: 'success',
  resource: { kind: 'import', id: importId },
  details: { ...counts },
});

/** An import could not be applied to its end, however often it was tried. */
export const importFailed = (importId: string): AuditEvent => ({
  action: 'import.failed',
  handled: false,
  outcome: 'failure',
  resource: { kind: 'import', id: importId },
});

/** An import was refused whole for its first faulty row. */
export const importRefused = (importId: string, refusal: RowRefusal): AuditEvent => ({
  action: 'import.refused',
  handled: false,
  outcome: 'denied',
  resource: { kind: 'import', id: importId },
  details: { row: refusal.row, rule: refusal.rule },
});

/** An import's body was too large, stopped coming, or was that of an earlier call: nothing of it is kept. */
export const importAbandoned = (importId: string, reason: AbandonReason): AuditEvent => ({
  action: 'import.abandoned',
  handled: false,
  outcome: reason === 'interrupted' ? 'failure' : 'denied',
  resource: { kind: 'import', id: importId },
  details: { reason },
});

/** Why an import was given up. */
export type AbandonReason = 'too-large' | 'interrupted' | 'repeated';

/** The action of `importStaged`. */
export const IMPORT_STAGED = 'import.staged';

/** The events of subjects that somebody handles. */
export const SUBJECTS_HANDLED: readonly string[] = [IMPORT_STAGED];
