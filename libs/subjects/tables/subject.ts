import type { SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';
import type { ProcessingBasis } from '../basis.js';
import type { Subject } from '../subject.js';

const COLUMNS = `subject_id, kind, reference, email, basis, basis_purpose, basis_notice, basis_from,
  basis_until, objected_at, created_at`;

/** A row of app.subject as the driver gives it. */
interface SubjectRow {
  readonly subject_id: string;
  readonly kind: SubjectKind;
  readonly reference: string;
  readonly email: string | null;
  readonly basis: ProcessingBasis['basis'] | null;
  readonly basis_purpose: string | null;
  readonly basis_notice: string | null;
  readonly basis_from: Date | null;
  readonly basis_until: Date | null;
  readonly objected_at: Date | null;
  readonly created_at: Date;
}

const READ: Statement = {
  name: 'subject_read',
  text: `SELECT ${COLUMNS} FROM app.subject WHERE cell_id = $1 AND subject_id = $2`,
};
const FIND: Statement = {
  name: 'subject_find',
  text: `SELECT ${COLUMNS} FROM app.subject WHERE cell_id = $1 AND reference = $2`,
};
const INSERT: Statement = {
  name: 'subject_insert',
  text: `INSERT INTO app.subject (cell_id, ${COLUMNS})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (cell_id, reference) DO NOTHING RETURNING subject_id`,
};
const SET_BASIS: Statement = {
  name: 'subject_set_basis',
  text: `UPDATE app.subject SET basis = $3, basis_purpose = $4, basis_notice = $5,
           basis_from = $6, basis_until = $7
         WHERE cell_id = $1 AND subject_id = $2 RETURNING ${COLUMNS}`,
};
const OBJECT: Statement = {
  name: 'subject_object',
  text: `UPDATE app.subject SET objected_at = $3
         WHERE cell_id = $1 AND subject_id = $2 AND objected_at IS NULL RETURNING subject_id`,
};
const CONTACT: Statement = {
  name: 'subject_contact',
  text: 'SELECT email FROM app.subject WHERE cell_id = $1 AND subject_id = $2',
};

/** The subject of this cell by its id. */
export async function readSubject(tx: Tx, subjectId: string): Promise<Subject | undefined> {
  const [row] = await tx.query<SubjectRow>(READ, [tx.cell.cellId, subjectId]);
  return row && toSubject(row);
}

/** The subject of this cell by the tenant's own reference. */
export async function findSubject(tx: Tx, reference: string): Promise<Subject | undefined> {
  const [row] = await tx.query<SubjectRow>(FIND, [tx.cell.cellId, reference]);
  return row && toSubject(row);
}

/** Writes a new subject; false when its reference is taken. */
export async function insertSubject(tx: Tx, subject: Subject): Promise<boolean> {
  const { subjectId, kind, reference, email, basis, objectedAt, createdAt } = subject;
  const values = [subjectId, kind, reference, email, ...basisValues(basis), objectedAt, createdAt];
  return (await tx.query(INSERT, [tx.cell.cellId, ...values])).length === 1;
}

/** Sets on what basis the subject is processed; undefined when there is no such subject. */
export async function setSubjectBasis(
  tx: Tx,
  subjectId: string,
  basis: ProcessingBasis,
): Promise<Subject | undefined> {
  const values = [tx.cell.cellId, subjectId, ...basisValues(basis)];
  const [row] = await tx.query<SubjectRow>(SET_BASIS, values);
  return row && toSubject(row);
}

/** Marks the subject's first objection; false when there was one, or there is no such subject. */
export async function markObjection(tx: Tx, subjectId: string, at: Date): Promise<boolean> {
  return (await tx.query(OBJECT, [tx.cell.cellId, subjectId, at])).length === 1;
}

/** The mail address that the tenant holds for the subject; undefined when it holds none. */
export async function contactOf(tx: Tx, subjectId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ email: string | null }>(CONTACT, [tx.cell.cellId, subjectId]);
  return row?.email ?? undefined;
}

/** The five columns of a basis. */
function basisValues(basis: ProcessingBasis | null): unknown[] {
  if (basis === null) return [null, null, null, null, null];
  return [basis.basis, basis.purpose, basis.notice, basis.from, basis.until];
}

/** A row as a subject. */
function toSubject(row: SubjectRow): Subject {
  const { basis, basis_purpose: purpose, basis_notice: notice, basis_from: from } = row;
  const held = basis !== null && purpose !== null && notice !== null && from !== null;
  return {
    subjectId: row.subject_id,
    kind: row.kind,
    reference: row.reference,
    email: row.email,
    basis: held ? { basis, purpose, notice, from, until: row.basis_until } : null,
    objectedAt: row.objected_at,
    createdAt: row.created_at,
  };
}
