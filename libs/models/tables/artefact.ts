import type { Mode } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';

/** An artefact as control keeps it: immutable, named by the SHA-256 of its canonical text. */
export interface StoredArtefact {
  readonly sha256: string;
  readonly ownerTenantId: string;
  readonly mode: Mode;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** An artefact without its body, and whether the asking tenant owns it. */
export interface ListedArtefact {
  readonly sha256: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly owned: boolean;
  readonly createdAt: Date;
}

const COLUMNS = `sha256, owner_tenant_id AS "ownerTenantId", mode, kind, name, body,
  created_at AS "createdAt"`;

const INSERT: Statement = {
  name: 'artefact_insert',
  text: `INSERT INTO control.artefact
      (sha256, owner_tenant_id, mode, kind, name, body, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sha256) DO NOTHING RETURNING sha256`,
};
const READ: Statement = {
  name: 'artefact_read',
  text: `SELECT ${COLUMNS} FROM control.artefact WHERE sha256 = $1`,
};
const LIST: Statement = {
  name: 'artefact_list',
  text: `SELECT a.sha256, a.kind, a.name, a.owner_tenant_id = $1 AS owned,
      a.created_at AS "createdAt"
    FROM control.artefact a
    LEFT JOIN control.licence l ON l.sha256 = a.sha256 AND l.tenant_id = $1
    WHERE a.mode = $2 AND (a.owner_tenant_id = $1 OR l.tenant_id IS NOT NULL)
    ORDER BY a.created_at DESC, a.sha256 LIMIT 200`,
};
const LICENSE: Statement = {
  name: 'licence_insert',
  text: `INSERT INTO control.licence (sha256, tenant_id, licensed_at) VALUES ($1, $2, $3)
    ON CONFLICT (sha256, tenant_id) DO NOTHING`,
};
const LICENSED: Statement = {
  name: 'licence_read',
  text: 'SELECT 1 AS held FROM control.licence WHERE sha256 = $1 AND tenant_id = $2',
};

/** Keeps an artefact; false when this hash is there already. */
export async function insertArtefact(tx: Tx, artefact: StoredArtefact): Promise<boolean> {
  const { sha256, ownerTenantId, mode, kind, name, body, createdAt } = artefact;
  const values = [sha256, ownerTenantId, mode, kind, name, body, createdAt];
  return (await tx.query(INSERT, values)).length === 1;
}

/** The artefact of that hash, whoever owns it. */
export async function readArtefact(tx: Tx, sha256: string): Promise<StoredArtefact | undefined> {
  const [row] = await tx.query<StoredArtefact>(READ, [sha256]);
  return row;
}

/** What a tenant may deploy in a mode, newest first: its own, and what is licensed to it. */
export async function listArtefacts(
  tx: Tx,
  tenantId: string,
  mode: Mode,
): Promise<ListedArtefact[]> {
  return tx.query<ListedArtefact>(LIST, [tenantId, mode]);
}

/** Lets another tenant deploy the artefact; safe to repeat. */
export function licenseArtefact(tx: Tx, sha256: string, tenantId: string, now: Date): void {
  tx.send(LICENSE, [sha256, tenantId, now]);
}

/** Whether the artefact is licensed to the tenant. */
export async function isLicensed(tx: Tx, sha256: string, tenantId: string): Promise<boolean> {
  return (await tx.query(LICENSED, [sha256, tenantId])).length === 1;
}
