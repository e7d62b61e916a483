import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createControlTable } from '#adapters/database';

/** People: staff with their log-ins, borrowers, one-time codes and sessions. */
export class Identity1764000000300 implements MigrationInterface {
  readonly name = 'Identity1764000000300';

  async up(runner: QueryRunner): Promise<void> {
    await createControlTable(
      runner,
      'staff',
      `staff_id uuid PRIMARY KEY,
       tenant_id uuid REFERENCES control.tenant,
       email text NOT NULL UNIQUE,
       name text NOT NULL,
       role text NOT NULL CHECK (role IN ('compliance', 'operator', 'risk')),
       password_hash text NOT NULL,
       failed_attempts smallint NOT NULL DEFAULT 0,
       locked_until timestamptz(3),
       created_at timestamptz(3) NOT NULL`,
    );
    await createControlTable(
      runner,
      'borrower',
      `borrower_id uuid PRIMARY KEY,
       email_hash bytea NOT NULL UNIQUE,
       email text NOT NULL,
       locale text NOT NULL,
       created_at timestamptz(3) NOT NULL`,
    );
    // `provider_*` say whose contact the code goes to; null: nobody's, so none is ever sent.
    await createControlTable(
      runner,
      'sign_in_challenge',
      `challenge_id uuid PRIMARY KEY,
       browser_hash bytea NOT NULL,
       visitor_hash bytea NOT NULL,
       known_browser boolean NOT NULL,
       email_hash bytea NOT NULL,
       consent_id uuid,
       borrower_id uuid,
       provider_tenant_id uuid,
       provider_mode text,
       provider_subject_id uuid,
       locale text NOT NULL,
       code_hash bytea,
       attempts smallint NOT NULL DEFAULT 0,
       created_at timestamptz(3) NOT NULL,
       sent_at timestamptz(3),
       expires_at timestamptz(3) NOT NULL,
       used_at timestamptz(3)`,
    );
    await createControlTable(
      runner,
      'borrower_session',
      `session_hash bytea PRIMARY KEY,
       borrower_id uuid NOT NULL REFERENCES control.borrower,
       created_at timestamptz(3) NOT NULL,
       expires_at timestamptz(3) NOT NULL`,
    );
    // The first counts an address's codes; the others find what the sweep deletes.
    for (const on of [
      'sign_in_challenge (email_hash, created_at)',
      'sign_in_challenge (created_at)',
      'borrower_session (expires_at)',
    ])
      await runner.query(`CREATE INDEX ON control.${on}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
