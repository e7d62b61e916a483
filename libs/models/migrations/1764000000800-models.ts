import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, createControlTable } from '#adapters/database';

/** Artefacts by hash, who may use them, and what a tenant has deployed. */
export class Models1764000000800 implements MigrationInterface {
  readonly name = 'Models1764000000800';

  async up(runner: QueryRunner): Promise<void> {
    await createControlTable(
      runner,
      'artefact',
      `sha256 text PRIMARY KEY,
       owner_tenant_id uuid NOT NULL,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       kind text NOT NULL CHECK (kind IN ('person', 'firm')),
       name text NOT NULL,
       body text NOT NULL,
       created_at timestamptz(3) NOT NULL`,
    );
    await createControlTable(
      runner,
      'licence',
      `sha256 text NOT NULL REFERENCES control.artefact,
       tenant_id uuid NOT NULL,
       licensed_at timestamptz(3) NOT NULL,
       PRIMARY KEY (sha256, tenant_id)`,
    );
    await createCellTable(runner, {
      name: 'deployment',
      columns: `kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        sha256 text NOT NULL,
        base_score integer NOT NULL,
        base_odds double precision NOT NULL,
        points_to_double_odds double precision NOT NULL,
        score_min integer NOT NULL,
        score_max integer NOT NULL,
        deployed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, kind)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
