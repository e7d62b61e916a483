import type { Statement, Tx } from '#adapters/database';
import type { Cluster, ConsentState, ConsentTerms, SubjectKind } from '#consent-engine';

/** A recipient's request, in the recipient's cell; after the grant, the recipient's view. */
export interface StoredRequest {
  readonly consentId: string;
  /** As the recipient knows the subject. */
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly applicationId: string;
  readonly providerTenantId: string;
  /** The bucket of the provider's subject; null until the request is granted. */
  readonly providerBucket: number | null;
  /** Keyed hash of the address that the recipient bound the request to; null when it gave none. */
  readonly emailHash: Buffer | null;
  readonly terms: ConsentTerms;
  /** Why each cluster is asked for, in the recipient's words. */
  readonly reasons: Readonly<Partial<Record<Cluster, string>>>;
  readonly returnUrl: string | null;
  readonly status: ConsentState;
  readonly createdAt: Date;
  readonly lapsesAt: Date;
  readonly grantedAt: Date | null;
  /** The consent holds over [grantedAt, expiresAt). */
  readonly expiresAt: Date | null;
  readonly endedAt: Date | null;
}

interface RequestRow {
  readonly consent_id: string;
  readonly subject_id: string;
  readonly subject_kind: SubjectKind;
  readonly application_id: string;
  readonly provider_tenant_id: string;
  readonly provider_bucket: number | null;
  readonly email_hash: Buffer | null;
  readonly purpose: ConsentTerms['purpose'];
  readonly mode: ConsentTerms['mode'];
  readonly fetch_type: ConsentTerms['fetchType'];
  readonly frequency_unit: 'DAY' | 'MONTH' | null;
  readonly frequency_value: number | null;
  readonly history_months: number;
  readonly data_life_days: number;
  readonly clusters_needed: Cluster[];
  readonly clusters_optional: Cluster[];
  readonly reasons: Partial<Record<Cluster, string>>;
  readonly days: number;
  readonly return_url: string | null;
  readonly status: ConsentState;
  readonly created_at: Date;
  readonly lapses_at: Date;
  readonly granted_at: Date | null;
  readonly expires_at: Date | null;
  readonly ended_at: Date | null;
}

const COLUMNS = `consent_id, subject_id, subject_kind, application_id, provider_tenant_id,
  provider_bucket, email_hash, purpose, mode, fetch_type, frequency_unit, frequency_value,
  history_months, data_life_days, clusters_needed, clusters_optional, reasons, days, return_url,
  status, created_at, lapses_at, granted_at, expires_at, ended_at`;

const READ: Statement = {
  name: 'consent_request_read',
  text: `SELECT ${COLUMNS} FROM app.consent_request WHERE cell_id = $1 AND consent_id = $2`,
};
const LOCK: Statement = {
  name: 'consent_request_lock',
  text: `SELECT ${COLUMNS} FROM app.consent_request WHERE cell_id = $1 AND consent_id = $2
         FOR NO KEY UPDATE`,
};

/** The request; undefined when this cell has none of that id. */
export async function readRequest(tx: Tx, consentId: string): Promise<StoredRequest | undefined> {
  return (await tx.query<RequestRow>(READ, [tx.cell.cellId, consentId])).map(toRequest)[0];
}

/** Locks the request until the transaction ends; undefined when this cell has none of that id. */
export async function lockRequest(tx: Tx, consentId: string): Promise<StoredRequest | undefined> {
  return (await tx.query<RequestRow>(LOCK, [tx.cell.cellId, consentId])).map(toRequest)[0];
}

/** A request as it is first written: open, claimed by nobody. */
export type NewRequest = Omit<
  StoredRequest,
  'providerBucket' | 'status' | 'grantedAt' | 'expiresAt' | 'endedAt'
>;

const INSERT: Statement = {
  name: 'consent_request_insert',
  text: `INSERT INTO app.consent_request (cell_id, ${COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
      $19, 'AWAITING_AUTHORISATION', $20, $21, NULL, NULL, NULL)`,
};

/** Writes an open request. */
export function insertRequest(tx: Tx, request: NewRequest): void {
  const { terms } = request;
  tx.send(INSERT, [
    tx.cell.cellId,
    request.consentId,
    request.subjectId,
    request.subjectKind,
    request.applicationId,
    request.providerTenantId,
    request.emailHash,
    terms.purpose,
    terms.mode,
    terms.fetchType,
    terms.frequency?.unit ?? null,
    terms.frequency?.value ?? null,
    terms.historyMonths,
    terms.dataLifeDays,
    terms.clustersNeeded,
    terms.clustersOptional,
    JSON.stringify(request.reasons),
    terms.days,
    request.returnUrl,
    request.createdAt,
    request.lapsesAt,
  ]);
}

const GRANT: Statement = {
  name: 'consent_request_grant',
  text: `UPDATE app.consent_request SET status = 'AUTHORISED', provider_bucket = $3, granted_at = $4,
      expires_at = $5
         WHERE cell_id = $1 AND consent_id = $2`,
};

/** What a grant writes on its request. */
export interface RequestGrant {
  readonly consentId: string;
  /** The bucket of the provider's subject: with it, the consent's row is found. */
  readonly providerBucket: number;
  /** The consent holds over [grantedAt, expiresAt). */
  readonly grantedAt: Date;
  readonly expiresAt: Date;
}

/** Marks a request that the caller holds locked as granted. */
export function grantRequest(tx: Tx, grant: RequestGrant): void {
  const { consentId, providerBucket, grantedAt, expiresAt } = grant;
  tx.send(GRANT, [tx.cell.cellId, consentId, providerBucket, grantedAt, expiresAt]);
}

/** A request's new status. */
export interface RequestMark {
  readonly consentId: string;
  readonly status: ConsentState;
}

const MARK: Statement = {
  name: 'consent_request_mark',
  text: `UPDATE app.consent_request q
    SET status = m.status,
      ended_at = CASE WHEN m.status IN ('AUTHORISED', 'ACTIVE') THEN q.ended_at ELSE $2 END
    FROM unnest($3::uuid[], $4::text[]) AS m (consent_id, status)
    WHERE q.cell_id = $1 AND q.consent_id = m.consent_id`,
};

/** Sets the requests' statuses, in the transaction that changed their consents. */
export function markRequests(tx: Tx, marks: readonly RequestMark[], now: Date): void {
  if (marks.length === 0) return;
  tx.send(MARK, [
    tx.cell.cellId,
    now,
    marks.map((mark) => mark.consentId),
    marks.map((mark) => mark.status),
  ]);
}

function toRequest(row: RequestRow): StoredRequest {
  const { frequency_unit: unit, frequency_value: value } = row;
  return {
    consentId: row.consent_id,
    subjectId: row.subject_id,
    subjectKind: row.subject_kind,
    applicationId: row.application_id,
    providerTenantId: row.provider_tenant_id,
    providerBucket: row.provider_bucket,
    emailHash: row.email_hash,
    terms: {
      purpose: row.purpose,
      clustersNeeded: row.clusters_needed,
      clustersOptional: row.clusters_optional,
      days: row.days,
      dataLifeDays: row.data_life_days,
      historyMonths: row.history_months,
      mode: row.mode,
      fetchType: row.fetch_type,
      frequency: unit === null || value === null ? null : { unit, value },
    },
    reasons: row.reasons,
    returnUrl: row.return_url,
    status: row.status,
    createdAt: row.created_at,
    lapsesAt: row.lapses_at,
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}
