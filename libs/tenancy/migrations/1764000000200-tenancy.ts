import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createControlTable, ROLES } from '#adapters/database';

/** Tenants, their cells and their API keys. */
export class Tenancy1764000000200 implements MigrationInterface {
  readonly name = 'Tenancy1764000000200';

  async up(runner: QueryRunner): Promise<void> {
    await createControlTable(
      runner,
      'tenant',
      `tenant_id uuid PRIMARY KEY,
       slug text NOT NULL UNIQUE,
       legal_name text NOT NULL,
       trading_name text NOT NULL,
       roles text[] NOT NULL CHECK (roles <@ ARRAY['recipient', 'provider'] AND roles <> '{}'),
       created_at timestamptz(3) NOT NULL,
       jurisdiction text NOT NULL
         CHECK (jurisdiction IN ('AU', 'BR', 'CN', 'EU', 'IN', 'UK', 'US'))`,
    );
    await createControlTable(
      runner,
      'cell',
      `cell_id integer PRIMARY KEY CHECK (cell_id > 0),
       tenant_id uuid NOT NULL REFERENCES control.tenant,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       bucket integer NOT NULL CHECK (bucket >= 0 AND bucket < 4096),
       UNIQUE (tenant_id, mode, bucket)`,
    );
    await runner.query('CREATE SEQUENCE control.cell_number AS integer');
    await runner.query(`GRANT USAGE ON SEQUENCE control.cell_number TO ${ROLES.control}`);
    await runner.query(`ALTER SEQUENCE control.cell_number OWNER TO ${ROLES.owner}`);
    await createControlTable(
      runner,
      'api_key',
      `key_id text PRIMARY KEY,
       tenant_id uuid NOT NULL REFERENCES control.tenant,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       name text NOT NULL,
       scopes text[] NOT NULL,
       secret_hash bytea NOT NULL,
       created_at timestamptz(3) NOT NULL,
       expires_at timestamptz(3),
       revoked_at timestamptz(3),
       last_used_at timestamptz(3),
       rotated_from text`,
    );
    await runner.query('CREATE INDEX api_key_tenant ON control.api_key (tenant_id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
