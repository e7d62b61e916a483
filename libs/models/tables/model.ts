import type { Mode } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';

/** Whose model it is, and in which mode. */
export interface ModelOwner {
  readonly tenantId: string;
  readonly mode: Mode;
}

/** An artefact as its owner keeps it. */
export interface StoredModel {
  readonly sha256: string;
  readonly kind: SubjectKind;
  readonly name: string;
  /** 1, 2, … of this name, by owner and mode, in order of import. */
  readonly version: number;
  readonly body: string;
  readonly createdAt: Date;
}

/** A model without its body, and whether the asking tenant owns it. */
export interface ListedModel {
  readonly sha256: string;
  readonly kind: SubjectKind;
  readonly name: string;
  /** 1, 2, … of this name, by owner and mode, in order of import. */
  readonly version: number;
  readonly owned: boolean;
  readonly createdAt: Date;
}

/** A model that a tenant may score with, and by whose leave. */
export interface UsableModel {
  readonly kind: SubjectKind;
  readonly ownerTenantId: string;
}

/** Models stay, so a later one changes no earlier one's number. */
const VERSION = `(SELECT count(*) FROM control.model v
      WHERE v.owner_tenant_id = m.owner_tenant_id AND v.mode = m.mode AND v.name = m.name
        AND (v.created_at, v.sha256) <= (m.created_at, m.sha256))::integer AS version`;

const INSERT: Statement = {
  name: 'model_insert',
  text: `INSERT INTO control.model (sha256, mode, owner_tenant_id, name, created_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (sha256, mode, owner_tenant_id) DO NOTHING RETURNING sha256`,
};
const READ: Statement = {
  name: 'model_read',
  text: `SELECT m.sha256, a.kind, m.name, ${VERSION}, a.body, m.created_at AS "createdAt"
    FROM control.model m JOIN control.artefact a ON a.sha256 = m.sha256
    WHERE m.sha256 = $1 AND m.mode = $2 AND m.owner_tenant_id = $3`,
};
/** Models of one mode that a tenant owns or is licensed: each hash once, the tenant's own first. */
const USABLE = `FROM control.model m JOIN control.artefact a ON a.sha256 = m.sha256
    LEFT JOIN control.licence l ON l.tenant_id = $1 AND l.mode = m.mode AND l.sha256 = m.sha256
      AND l.owner_tenant_id = m.owner_tenant_id
    WHERE m.mode = $2 AND (m.owner_tenant_id = $1 OR l.tenant_id IS NOT NULL)`;
const OWN_FIRST = 'm.owner_tenant_id = $1 DESC, l.licensed_at, m.owner_tenant_id';
const LIST: Statement = {
  name: 'model_list',
  text: `SELECT * FROM (
      SELECT DISTINCT ON (m.sha256) m.sha256, a.kind, m.name, ${VERSION},
        m.owner_tenant_id = $1 AS owned,
        m.created_at AS "createdAt"
      ${USABLE} ORDER BY m.sha256, ${OWN_FIRST}) usable
    ORDER BY "createdAt" DESC, sha256 LIMIT 200`,
};
const FIND_USABLE: Statement = {
  name: 'model_usable',
  text: `SELECT a.kind, m.owner_tenant_id AS "ownerTenantId"
    ${USABLE} AND m.sha256 = $3 ORDER BY ${OWN_FIRST} LIMIT 1`,
};
const READ_USABLE: Statement = {
  name: 'model_read_usable',
  text: `SELECT m.sha256, a.kind, m.name, ${VERSION}, a.body, m.owner_tenant_id = $1 AS owned,
      m.created_at AS "createdAt"
    ${USABLE} AND m.sha256 = $3 ORDER BY ${OWN_FIRST} LIMIT 1`,
};
const LICENSE: Statement = {
  name: 'licence_insert',
  text: `INSERT INTO control.licence (tenant_id, mode, sha256, owner_tenant_id, licensed_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tenant_id, mode, sha256, owner_tenant_id) DO NOTHING RETURNING sha256`,
};

/** Makes an artefact whose body is kept the owner's; false when it is already. */
export async function insertModel(
  tx: Tx,
  owner: ModelOwner,
  model: Pick<StoredModel, 'sha256' | 'name' | 'createdAt'>,
): Promise<boolean> {
  const values = [model.sha256, owner.mode, owner.tenantId, model.name, model.createdAt];
  return (await tx.query(INSERT, values)).length === 1;
}

/** A model of the owner's own; another's answers as an absent one does. */
export async function readModel(
  tx: Tx,
  owner: ModelOwner,
  sha256: string,
): Promise<StoredModel | undefined> {
  const [row] = await tx.query<StoredModel>(READ, [sha256, owner.mode, owner.tenantId]);
  return row;
}

/** What a tenant may deploy, newest first: its own, and what is licensed to it. */
export async function listModels(tx: Tx, tenant: ModelOwner): Promise<ListedModel[]> {
  return tx.query<ListedModel>(LIST, [tenant.tenantId, tenant.mode]);
}

/** A model that the tenant may deploy: its own before one licensed to it. */
export async function findUsable(
  tx: Tx,
  tenant: ModelOwner,
  sha256: string,
): Promise<UsableModel | undefined> {
  const values = [tenant.tenantId, tenant.mode, sha256];
  const [row] = await tx.query<UsableModel>(FIND_USABLE, values);
  return row;
}

/** The same in full, for what may be said of it to whoever may deploy it. */
export async function readUsable(
  tx: Tx,
  tenant: ModelOwner,
  sha256: string,
): Promise<(StoredModel & ListedModel) | undefined> {
  const values = [tenant.tenantId, tenant.mode, sha256];
  const [row] = await tx.query<StoredModel & ListedModel>(READ_USABLE, values);
  return row;
}

/** Lets another tenant deploy the owner's model; false when it may already. */
export async function insertLicence(
  tx: Tx,
  owner: ModelOwner,
  licence: { readonly sha256: string; readonly recipientTenantId: string; readonly now: Date },
): Promise<boolean> {
  const { sha256, recipientTenantId, now } = licence;
  const values = [recipientTenantId, owner.mode, sha256, owner.tenantId, now];
  return (await tx.query(LICENSE, values)).length === 1;
}
