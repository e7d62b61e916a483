import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';
import type { ProcessingBasis } from '../basis.js';

const OTHER_KIND: Statement = {
  name: 'subject_find_other_kind',
  text: `SELECT reference FROM app.subject
         WHERE cell_id = $1 AND reference = ANY($2::text[]) AND kind <> $3`,
};
const INSERT: Statement = {
  name: 'subject_insert_many',
  text: `INSERT INTO app.subject (cell_id, subject_id, kind, reference, email, basis,
           basis_purpose, basis_notice, basis_from, basis_until, created_at)
         SELECT $1, u.*, $11
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::text[], $9::timestamptz[], $10::timestamptz[]) AS u
         ON CONFLICT (cell_id, reference) DO NOTHING RETURNING reference`,
};
const LOCK: Statement = {
  name: 'subject_lock_many',
  text: `SELECT subject_id, kind, reference, email FROM app.subject
         WHERE cell_id = $1 AND reference = ANY($2::text[])
         ORDER BY subject_id FOR NO KEY UPDATE`,
};
const UPDATE: Statement = {
  name: 'subject_update_many',
  text: `UPDATE app.subject s SET email = coalesce(u.email, s.email),
           basis = coalesce(u.basis, s.basis),
           basis_purpose = CASE WHEN u.basis IS NULL THEN s.basis_purpose ELSE u.purpose END,
           basis_notice = CASE WHEN u.basis IS NULL THEN s.basis_notice ELSE u.notice END,
           basis_from = CASE WHEN u.basis IS NULL THEN s.basis_from ELSE u.since END,
           basis_until = CASE WHEN u.basis IS NULL THEN s.basis_until ELSE u.until END
         FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
             $7::timestamptz[], $8::timestamptz[])
           AS u (subject_id, email, basis, purpose, notice, since, until)
         WHERE s.cell_id = $1 AND s.subject_id = u.subject_id`,
};

/** What an import says of a subject; null where it says nothing. */
export interface ImportedSubject {
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly reference: string;
  readonly email: string | null;
  readonly basis: ProcessingBasis | null;
}

/** A subject that was there before, locked. */
export interface KnownSubject {
  readonly subject_id: string;
  readonly kind: SubjectKind;
  readonly reference: string;
  readonly email: string | null;
}

/** Those of the references under which this cell knows a subject of the other kind. */
export async function referencesOfOtherKind(
  tx: Tx,
  kind: SubjectKind,
  references: readonly string[],
): Promise<string[]> {
  const rows = await tx.query<{ reference: string }>(OTHER_KIND, [
    tx.cell.cellId,
    references,
    kind,
  ]);
  return rows.map((row) => row.reference);
}

/** Writes those that are new, and gives their references. */
export async function insertSubjects(
  tx: Tx,
  subjects: readonly ImportedSubject[],
  now: Date,
): Promise<Set<string>> {
  const rows = await tx.query<{ reference: string }>(INSERT, [
    tx.cell.cellId,
    subjects.map(({ subjectId }) => subjectId),
    subjects.map(({ kind }) => kind),
    subjects.map(({ reference }) => reference),
    ...columnsOf(subjects),
    now,
  ]);
  return new Set(rows.map((row) => row.reference));
}

/** Locks those of the references that this cell knows, until the transaction ends. */
export async function lockSubjects(tx: Tx, references: readonly string[]): Promise<KnownSubject[]> {
  return tx.query<KnownSubject>(LOCK, [tx.cell.cellId, references]);
}

/** Writes what an import says of known subjects over what was there. An objection stays. */
export function updateSubjects(tx: Tx, subjects: readonly ImportedSubject[]): void {
  const said = subjects.filter(({ email, basis }) => email !== null || basis !== null);
  if (said.length === 0) return;
  tx.send(UPDATE, [tx.cell.cellId, said.map(({ subjectId }) => subjectId), ...columnsOf(said)]);
}

const columnsOf = (subjects: readonly ImportedSubject[]): unknown[] => [
  subjects.map(({ email }) => email),
  subjects.map(({ basis }) => basis?.basis ?? null),
  subjects.map(({ basis }) => basis?.purpose ?? null),
  subjects.map(({ basis }) => basis?.notice ?? null),
  subjects.map(({ basis }) => basis?.from ?? null),
  subjects.map(({ basis }) => basis?.until ?? null),
];
