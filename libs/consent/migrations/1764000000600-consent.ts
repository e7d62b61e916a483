import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, createControlTable } from '#adapters/database';

const TERMS = `subject_kind text NOT NULL CHECK (subject_kind IN ('person', 'firm')),
  purpose text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('QUERY')),
  fetch_type text NOT NULL CHECK (fetch_type IN ('ONETIME', 'PERIODIC')),
  frequency_unit text CHECK (frequency_unit IN ('DAY', 'MONTH')),
  frequency_value integer CHECK (frequency_value > 0),
  history_months integer NOT NULL,
  data_life_days integer NOT NULL,
  CHECK ((fetch_type = 'ONETIME') = (frequency_unit IS NULL)),
  CHECK ((frequency_unit IS NULL) = (frequency_value IS NULL))`;

/** Requests (recipient's cell), consents with their counters (provider's cell), the directory. */
export class Consent1764000000600 implements MigrationInterface {
  readonly name = 'Consent1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await this.request(runner);
    await this.consent(runner);
    await this.directory(runner);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  /** `due_at`: when the sweep must look at this consent next; null once nothing can befall it. */
  private async directory(runner: QueryRunner): Promise<void> {
    await createControlTable(
      runner,
      'directory',
      `consent_id uuid PRIMARY KEY,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       recipient_tenant_id uuid NOT NULL,
       provider_tenant_id uuid NOT NULL,
       provider_subject_id uuid,
       borrower_id uuid,
       created_at timestamptz(3) NOT NULL,
       due_at timestamptz(3)`,
    );
    await runner.query(
      'CREATE INDEX directory_borrower ON control.directory (borrower_id, created_at, consent_id)',
    );
    await runner.query(
      'CREATE INDEX directory_due ON control.directory (due_at) WHERE due_at IS NOT NULL',
    );
  }

  private async request(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'consent_request',
      columns: `consent_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        application_id uuid NOT NULL,
        provider_tenant_id uuid NOT NULL,
        provider_bucket smallint,
        email_hash bytea,
        ${TERMS},
        clusters_needed text[] NOT NULL,
        clusters_optional text[] NOT NULL,
        reasons json NOT NULL,
        days integer NOT NULL,
        return_url text,
        status text NOT NULL CHECK (status IN ('AWAITING_AUTHORISATION', 'AUTHORISED', 'ACTIVE',
          'REJECTED', 'REVOKED', 'EXPIRED', 'CONSUMED')),
        created_at timestamptz(3) NOT NULL,
        lapses_at timestamptz(3) NOT NULL,
        granted_at timestamptz(3),
        expires_at timestamptz(3),
        ended_at timestamptz(3),
        PRIMARY KEY (cell_id, consent_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await runner.query(
      `CREATE INDEX consent_request_application
       ON app.consent_request (cell_id, application_id)`,
    );
  }

  /**
   * The count of readings stands on the consent's own row, which every reading locks: it is read
   * with the lock. The CHECK is the second net: a count beyond the limit fails the transaction.
   */
  private async consent(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'consent',
      columns: `consent_id uuid NOT NULL,
        version integer NOT NULL DEFAULT 1,
        epoch integer NOT NULL DEFAULT 0,
        subject_id uuid NOT NULL,
        borrower_id uuid NOT NULL,
        recipient_tenant_id uuid NOT NULL,
        application_id uuid NOT NULL,
        ${TERMS},
        clusters text[] NOT NULL,
        withheld text[] NOT NULL,
        time_zone text NOT NULL,
        locale text NOT NULL,
        notice_hash text NOT NULL,
        receipt_number text NOT NULL,
        status text NOT NULL CHECK (status IN ('AUTHORISED', 'ACTIVE', 'REVOKED', 'EXPIRED',
          'CONSUMED')),
        granted_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        claimed_at timestamptz(3),
        ended_at timestamptz(3),
        consumed_by text,
        window_start timestamptz(3),
        window_reads integer NOT NULL DEFAULT 0,
        PRIMARY KEY (cell_id, consent_id),
        CHECK (window_reads <= coalesce(frequency_value, 1))`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }
}
