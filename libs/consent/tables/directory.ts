import type { Mode } from '#kernel';
import type { Statement, Tx } from '#adapters/database';

/** Between whom a consent stands. A hint: the cells hold the truth. In control. */
export interface DirectoryEntry {
  readonly consentId: string;
  readonly mode: Mode;
  readonly recipientTenantId: string;
  readonly providerTenantId: string;
  /** Null until a borrower has claimed the request. */
  readonly providerSubjectId: string | null;
  readonly borrowerId: string | null;
  readonly createdAt: Date;
}

interface DirectoryRow {
  readonly consent_id: string;
  readonly mode: Mode;
  readonly recipient_tenant_id: string;
  readonly provider_tenant_id: string;
  readonly provider_subject_id: string | null;
  readonly borrower_id: string | null;
  readonly created_at: Date;
}

const COLUMNS = `consent_id, mode, recipient_tenant_id, provider_tenant_id, provider_subject_id,
  borrower_id, created_at`;

const INSERT: Statement = {
  name: 'directory_insert',
  text: `INSERT INTO control.directory (consent_id, mode, recipient_tenant_id, provider_tenant_id,
      created_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)`,
};

/** Writes an entry that nobody has claimed; the sweep looks at it at `dueAt`. */
export function insertEntry(
  tx: Tx,
  entry: Omit<DirectoryEntry, 'providerSubjectId' | 'borrowerId'> & { readonly dueAt: Date },
): void {
  const { consentId, mode, recipientTenantId, providerTenantId, createdAt, dueAt } = entry;
  tx.send(INSERT, [consentId, mode, recipientTenantId, providerTenantId, createdAt, dueAt]);
}

const READ: Statement = {
  name: 'directory_read',
  text: `SELECT ${COLUMNS} FROM control.directory WHERE consent_id = $1`,
};

/** The entry; undefined when there is no such consent. */
export async function readEntry(tx: Tx, consentId: string): Promise<DirectoryEntry | undefined> {
  return (await tx.query<DirectoryRow>(READ, [consentId])).map(toEntry)[0];
}

const CLAIM: Statement = {
  name: 'directory_claim',
  text: `UPDATE control.directory SET borrower_id = $2, provider_subject_id = $3
    WHERE consent_id = $1 AND borrower_id IS NULL RETURNING consent_id`,
};

/** Makes the entry a borrower's; false when it is somebody's already. */
export async function claimEntry(
  tx: Tx,
  consentId: string,
  borrowerId: string,
  providerSubjectId: string,
): Promise<boolean> {
  return (await tx.query(CLAIM, [consentId, borrowerId, providerSubjectId])).length === 1;
}

const OF_BORROWER: Statement = {
  name: 'directory_of_borrower',
  text: `SELECT ${COLUMNS} FROM control.directory WHERE borrower_id = $1
    ORDER BY created_at DESC, consent_id DESC LIMIT $2`,
};

/** A borrower's newest entries, newest first. */
export async function entriesOfBorrower(
  tx: Tx,
  borrowerId: string,
  limit: number,
): Promise<readonly DirectoryEntry[]> {
  return (await tx.query<DirectoryRow>(OF_BORROWER, [borrowerId, limit])).map(toEntry);
}

const DUE: Statement = {
  name: 'directory_due',
  text: `SELECT ${COLUMNS} FROM control.directory WHERE due_at <= $1
    ORDER BY due_at, consent_id LIMIT $2`,
};

/** Entries that the sweep must look at, the longest due first. */
export async function dueEntries(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<readonly DirectoryEntry[]> {
  return (await tx.query<DirectoryRow>(DUE, [now, limit])).map(toEntry);
}

const SET_DUE: Statement = {
  name: 'directory_set_due',
  text: 'UPDATE control.directory SET due_at = $2 WHERE consent_id = $1',
};

/** Sets when the sweep must look at an entry again; null: never. */
export function setDue(tx: Tx, consentId: string, dueAt: Date | null): void {
  tx.send(SET_DUE, [consentId, dueAt]);
}

function toEntry(row: DirectoryRow): DirectoryEntry {
  return {
    consentId: row.consent_id,
    mode: row.mode,
    recipientTenantId: row.recipient_tenant_id,
    providerTenantId: row.provider_tenant_id,
    providerSubjectId: row.provider_subject_id,
    borrowerId: row.borrower_id,
    createdAt: row.created_at,
  };
}
