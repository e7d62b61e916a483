import type pg from 'pg';
import { bucketOfId } from '#kernel';
import { newId } from '#adapters/database';
import { bucketOfReference, FEATURE_SETS } from '#subjects';
import { copyIn } from './copy.js';
import { AS_OF } from './model.js';
import type { BenchTenant, BenchTenants } from './tenants.js';

/** Subjects that come in at the same millisecond: as in an import, ids rise from batch to batch. */
const SAME_MS = 1_000;

/** A consent that is read, and the application that it is for. */
export interface BenchConsent {
  readonly consentId: string;
  readonly applicationId: string;
}

/** Keeps the packed features from which subjects get theirs, in a schema of the bench's own. */
export async function seedVectors(admin: pg.Pool, vectors: readonly Uint8Array[]): Promise<void> {
  await admin.query(`CREATE SCHEMA bench;
    CREATE TABLE bench.vector (n integer PRIMARY KEY, packed bytea NOT NULL);
    CREATE TABLE bench.subject (cell_id integer, n integer, subject_id uuid, reference text);
    CREATE TABLE bench.pair (n integer, consent_id uuid, application_id uuid)`);
  await copyIn(
    admin,
    'bench.vector',
    vectors.map((bytes, n) => [n, `\\\\x${Buffer.from(bytes).toString('hex')}`]),
  );
}

/** Subjects of a tenant with a basis and features, in the shape that an import leaves. */
export async function seedSubjects(
  admin: pg.Pool,
  tenant: BenchTenant,
  count: number,
): Promise<string[]> {
  const start = Date.now() - 86_400_000;
  const ids: string[] = [];
  const rows = Array.from({ length: count }, (_, n) => {
    const reference = `bench-${String(n)}`;
    const at = new Date(start + Math.floor(n / SAME_MS));
    const subjectId = newId(at, bucketOfReference(tenant.tenantId, reference));
    ids.push(subjectId);
    return [tenant.cellId, n, subjectId, reference];
  });
  await copyIn(admin, 'bench.subject', rows);
  await admin.query(
    `INSERT INTO app.subject (cell_id, subject_id, kind, reference, basis, basis_purpose,
       basis_notice, basis_from, created_at)
     SELECT cell_id, subject_id, 'person', reference, 'contract', 'Running the account', 'terms',
       '2000-01-01T00:00:00Z', now()
     FROM bench.subject WHERE cell_id = $1 ORDER BY n`,
    [tenant.cellId],
  );
  await admin.query(
    `INSERT INTO app.subject_features (cell_id, feature_set, subject_id, as_of, packed)
     SELECT s.cell_id, $2, s.subject_id, $3, v.packed
     FROM bench.subject s JOIN bench.vector v ON v.n = s.n % (SELECT count(*) FROM bench.vector)
     WHERE s.cell_id = $1 ORDER BY s.n`,
    [tenant.cellId, FEATURE_SETS.person.hash, AS_OF],
  );
  return ids;
}

/** ACTIVE PERIODIC consents, one a subject, as a grant and a first reading leave them. */
export async function seedConsents(
  admin: pg.Pool,
  { provider, recipient }: BenchTenants,
  recipientSubjects: readonly string[],
): Promise<BenchConsent[]> {
  const now = new Date();
  const consents = recipientSubjects.map((subjectId): BenchConsent => {
    const bucket = bucketOfId(subjectId);
    return { consentId: newId(now, bucket), applicationId: newId(now, bucket) };
  });
  const rows = consents.map(({ consentId, applicationId }, n) => [n, consentId, applicationId]);
  await copyIn(admin, 'bench.pair', rows);
  await admin.query(
    `CREATE TABLE bench.consented AS
     SELECT p.*, held.subject_id AS held_id, asked.subject_id AS asked_id, gen_random_uuid() AS borrower_id
     FROM bench.pair p
       JOIN bench.subject held ON held.n = p.n AND held.cell_id = ${String(provider.cellId)}
       JOIN bench.subject asked ON asked.n = p.n AND asked.cell_id = ${String(recipient.cellId)}`,
  );
  const [held, asked] = [String(provider.cellId), String(recipient.cellId)];
  await admin.query(
    `INSERT INTO app.application (cell_id, application_id, reference, subject_id, amount_minor,
       currency, created_at)
     SELECT ${asked}, application_id, 'application-' || n, asked_id, 100000, 'CNY', now()
     FROM bench.consented ORDER BY n;
     INSERT INTO app.consent_request (cell_id, consent_id, subject_id, application_id,
       provider_tenant_id, provider_bucket, ${TERMS}, clusters_needed, clusters_optional, reasons,
       days, status, created_at, lapses_at, granted_at, expires_at)
     SELECT ${asked}, consent_id, asked_id, application_id, '${provider.tenantId}',
       ('x' || right(held_id::text, 3))::bit(12)::integer, ${TERM_VALUES},
       '{profile,orders,repayments,balances}', '{}', '{}', 180, 'ACTIVE', now(),
       now() + interval '1 hour', now(), now() + interval '180 days'
     FROM bench.consented ORDER BY n;
     INSERT INTO app.consent (cell_id, consent_id, subject_id, borrower_id, recipient_tenant_id,
       application_id, ${TERMS}, clusters, withheld, time_zone, locale, notice_hash,
       receipt_number, status, granted_at, expires_at, claimed_at)
     SELECT ${held}, consent_id, held_id, borrower_id, '${recipient.tenantId}', application_id,
       ${TERM_VALUES}, '{profile,orders,repayments,balances}', '{}', 'Asia/Shanghai', 'en',
       encode(sha256(consent_id::text::bytea), 'hex'), 'R-' || n, 'ACTIVE', now(),
       now() + interval '180 days', now()
     FROM bench.consented ORDER BY n;
     INSERT INTO control.directory (consent_id, mode, recipient_tenant_id, provider_tenant_id,
       provider_subject_id, borrower_id, created_at, due_at)
     SELECT consent_id, 'live', '${recipient.tenantId}', '${provider.tenantId}', held_id,
       borrower_id, now(), now() + interval '180 days'
     FROM bench.consented ORDER BY n`,
  );
  return consents;
}

const TERMS = `subject_kind, purpose, mode, fetch_type, frequency_unit, frequency_value,
  history_months, data_life_days`;
const TERM_VALUES = `'person', 'underwriting', 'QUERY', 'PERIODIC', 'MONTH', 120, 36, 180`;
