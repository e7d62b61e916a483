import { invariant } from '#kernel';
import type { Statement, Tx } from '#adapters/database';
import type {
  Cluster,
  ConsentInForce,
  ConsentState,
  FetchType,
  FrequencyUnit,
  Purpose,
  SubjectKind,
  Usage,
} from '#consent-engine';

/** A consent's row in the provider's cell: the truth. */
export interface HeldConsent extends ConsentInForce {
  readonly version: number;
  /** Rises with every withdrawal; what was read under a lower one must not be used. */
  readonly epoch: number;
  /** As the provider knows the subject. */
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly borrowerId: string;
  readonly historyMonths: number;
  readonly dataLifeDays: number;
  readonly locale: string;
  readonly noticeHash: string;
  readonly receiptNumber: string;
  readonly grantedAt: Date;
  readonly endedAt: Date | null;
}

interface ConsentRow {
  readonly consent_id: string;
  readonly version: number;
  readonly epoch: number;
  readonly subject_id: string;
  readonly subject_kind: SubjectKind;
  readonly borrower_id: string;
  readonly recipient_tenant_id: string;
  readonly application_id: string;
  readonly purpose: Purpose;
  readonly fetch_type: FetchType;
  readonly frequency_unit: FrequencyUnit | null;
  readonly frequency_value: number | null;
  readonly history_months: number;
  readonly data_life_days: number;
  readonly clusters: Cluster[];
  readonly withheld: Cluster[];
  readonly time_zone: string;
  readonly locale: string;
  readonly notice_hash: string;
  readonly receipt_number: string;
  readonly status: ConsentState;
  readonly granted_at: Date;
  readonly expires_at: Date;
  readonly ended_at: Date | null;
  readonly consumed_by: string | null;
  readonly window_start: Date | null;
  readonly window_reads: number;
}

const COLUMNS = `consent_id, version, epoch, subject_id, subject_kind, borrower_id,
  recipient_tenant_id, application_id, purpose, fetch_type, frequency_unit, frequency_value,
  history_months, data_life_days, clusters, withheld, time_zone, locale, notice_hash,
  receipt_number, status, granted_at, expires_at, ended_at, consumed_by, window_start,
  window_reads`;

// Locks are taken in the order of the rows that come out: in order of id, whoever asks.
const LOCK: Statement = {
  name: 'consent_lock',
  text: `SELECT ${COLUMNS} FROM app.consent
         WHERE cell_id = $1 AND consent_id = ANY ($2::uuid[])
         ORDER BY consent_id FOR NO KEY UPDATE`,
};
const READ: Statement = {
  name: 'consent_read',
  text: `SELECT ${COLUMNS} FROM app.consent WHERE cell_id = $1 AND consent_id = ANY ($2::uuid[])`,
};

/**
 * Locks the consents, in order of id, until the transaction ends, and gives them as they then are:
 * a withdrawal that was committed while we waited is seen.
 */
export async function lockConsents(
  tx: Tx,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, HeldConsent>> {
  return byId(await tx.query<ConsentRow>(LOCK, [tx.cell.cellId, consentIds]));
}

/** The consents as last committed, without a lock. */
export async function readConsents(
  tx: Tx,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, HeldConsent>> {
  return byId(await tx.query<ConsentRow>(READ, [tx.cell.cellId, consentIds]));
}

/** What a grant writes down. */
export type NewConsent = Omit<
  HeldConsent,
  'version' | 'epoch' | 'endedAt' | 'consumedBy' | 'usage' | 'clustersAsked'
> & { readonly clustersWithheld: readonly Cluster[] };

const INSERT: Statement = {
  name: 'consent_insert',
  text: `INSERT INTO app.consent (cell_id, consent_id, subject_id, subject_kind, borrower_id,
      recipient_tenant_id, application_id, purpose, mode, fetch_type, frequency_unit,
      frequency_value, history_months, data_life_days, clusters, withheld, time_zone, locale,
      notice_hash, receipt_number, status, granted_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'QUERY', $9, $10, $11, $12, $13, $14, $15, $16, $17,
      $18, $19, $20, $21, $22)`,
};

/** Writes a granted consent; a second one of the same id fails the transaction. */
export function insertConsent(tx: Tx, consent: NewConsent): void {
  tx.send(INSERT, [
    tx.cell.cellId,
    consent.consentId,
    consent.subjectId,
    consent.subjectKind,
    consent.borrowerId,
    consent.recipientTenantId,
    consent.applicationId,
    consent.purpose,
    consent.fetchType,
    consent.frequency?.unit ?? null,
    consent.frequency?.value ?? null,
    consent.historyMonths,
    consent.dataLifeDays,
    consent.clustersGranted,
    consent.clustersWithheld,
    consent.zone,
    consent.locale,
    consent.noticeHash,
    consent.receiptNumber,
    consent.status,
    consent.grantedAt,
    consent.endsAt,
  ]);
}

/** What a reading leaves on a consent's row. */
export interface ConsentReading {
  readonly consentId: string;
  readonly status: ConsentState;
  readonly usage: Usage;
  /** The operation that used a one-time consent up. */
  readonly consumedBy: string | null;
}

const COUNT: Statement = {
  name: 'consent_count_reads',
  text: `UPDATE app.consent c
    SET status = r.status, window_start = r.window_start, window_reads = r.window_reads,
      consumed_by = coalesce(c.consumed_by, r.consumed_by),
      claimed_at = coalesce(c.claimed_at, $2),
      ended_at = CASE WHEN r.status = 'CONSUMED' THEN $2 ELSE c.ended_at END
    FROM unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::integer[], $7::text[])
      AS r (consent_id, status, window_start, window_reads, consumed_by)
    WHERE c.cell_id = $1 AND c.consent_id = r.consent_id`,
};

/** Writes what readings leave behind. The caller holds the rows locked, and names each once. */
export function countReads(tx: Tx, reads: readonly ConsentReading[], now: Date): void {
  if (reads.length === 0) return;
  tx.send(COUNT, [
    tx.cell.cellId,
    now,
    reads.map((read) => read.consentId),
    reads.map((read) => read.status),
    reads.map((read) => read.usage.windowStart),
    reads.map((read) => read.usage.count),
    reads.map((read) => read.consumedBy),
  ]);
}

const END: Statement = {
  name: 'consent_end',
  text: `UPDATE app.consent SET status = $3, epoch = epoch + $4, ended_at = $5
         WHERE cell_id = $1 AND consent_id = $2`,
};

/** Ends a consent that the caller holds locked; a withdrawal opens a new epoch. */
export function endConsent(
  tx: Tx,
  consentId: string,
  status: 'REVOKED' | 'EXPIRED',
  at: Date,
): void {
  tx.send(END, [tx.cell.cellId, consentId, status, status === 'REVOKED' ? 1 : 0, at]);
}

function byId(rows: readonly ConsentRow[]): ReadonlyMap<string, HeldConsent> {
  return new Map(rows.map((row) => [row.consent_id, toConsent(row)]));
}

function toConsent(row: ConsentRow): HeldConsent {
  return {
    consentId: row.consent_id,
    version: row.version,
    epoch: row.epoch,
    subjectId: row.subject_id,
    subjectKind: row.subject_kind,
    borrowerId: row.borrower_id,
    recipientTenantId: row.recipient_tenant_id,
    applicationId: row.application_id,
    purpose: row.purpose,
    fetchType: row.fetch_type,
    frequency: toFrequency(row),
    historyMonths: row.history_months,
    dataLifeDays: row.data_life_days,
    clustersAsked: [...row.clusters, ...row.withheld],
    clustersGranted: row.clusters,
    zone: row.time_zone,
    locale: row.locale,
    noticeHash: row.notice_hash,
    receiptNumber: row.receipt_number,
    status: row.status,
    grantedAt: row.granted_at,
    endsAt: row.expires_at,
    endedAt: row.ended_at,
    consumedBy: row.consumed_by,
    usage: { windowStart: row.window_start, count: row.window_reads },
  };
}

function toFrequency(row: ConsentRow): ConsentInForce['frequency'] {
  const { frequency_unit: unit, frequency_value: value } = row;
  if (unit === null) return null;
  invariant(value !== null, 'a frequency has a value beside its unit');
  return { unit, value };
}
