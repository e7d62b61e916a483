import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, createControlTable } from '#adapters/database';

const TERMS = `purpose text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('QUERY')),
  fetch_type text NOT NULL CHECK (fetch_type IN ('ONETIME', 'PERIODIC')),
  frequency_unit text CHECK (frequency_unit IN ('DAY', 'MONTH')),
  frequency_value integer CHECK (frequency_value > 0),
  history_months integer NOT NULL,
  data_life_days integer NOT NULL`;

/** Requests (recipient's cell), consents and their counters (provider's cell), the directory. */
export class Consent1764000000600 implements MigrationInterface {
  readonly name = 'Consent1764000000600';

  async up(runner: QueryRunner): Promise<void> {
    await this.request(runner);
    await this.consent(runner);
    await createControlTable(
      runner,
      'directory',
      `consent_id uuid PRIMARY KEY,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       recipient_tenant_id uuid NOT NULL,
       provider_tenant_id uuid NOT NULL,
       provider_subject_id uuid,
       borrower_id uuid,
       created_at timestamptz(3) NOT NULL`,
    );
    await runner.query(
      'CREATE INDEX directory_borrower ON control.directory (borrower_id, created_at, consent_id)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
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
        PRIMARY KEY (cell_id, consent_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await createCellTable(runner, {
      name: 'consent_use',
      columns: `consent_id uuid NOT NULL,
        window_start timestamptz(3) NOT NULL,
        reads integer NOT NULL,
        PRIMARY KEY (cell_id, consent_id, window_start)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }
}
