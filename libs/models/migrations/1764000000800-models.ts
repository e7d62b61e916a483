import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, createControlTable } from '#adapters/database';

/** Artefacts by hash, whose they are, who may use them, and what a tenant has deployed. */
export class Models1764000000800 implements MigrationInterface {
  readonly name = 'Models1764000000800';

  async up(runner: QueryRunner): Promise<void> {
    // Immutable and nobody's: who keeps an artefact, in which mode, is a row of its own.
    await createControlTable(
      runner,
      'artefact',
      `sha256 text PRIMARY KEY,
       kind text NOT NULL CHECK (kind IN ('person', 'firm')),
       body text NOT NULL`,
    );
    await createControlTable(
      runner,
      'model',
      `sha256 text NOT NULL REFERENCES control.artefact,
       mode text NOT NULL CHECK (mode IN ('live', 'test')),
       owner_tenant_id uuid NOT NULL,
       name text NOT NULL,
       created_at timestamptz(3) NOT NULL,
       PRIMARY KEY (sha256, mode, owner_tenant_id)`,
    );
    await runner.query('CREATE INDEX model_owner ON control.model (owner_tenant_id, mode)');
    await createControlTable(
      runner,
      'licence',
      `tenant_id uuid NOT NULL,
       mode text NOT NULL,
       sha256 text NOT NULL,
       owner_tenant_id uuid NOT NULL,
       licensed_at timestamptz(3) NOT NULL,
       PRIMARY KEY (tenant_id, mode, sha256, owner_tenant_id),
       FOREIGN KEY (sha256, mode, owner_tenant_id) REFERENCES control.model`,
    );
    await createCellTable(runner, {
      name: 'deployment',
      columns: `kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        sha256 text NOT NULL,
        owner_tenant_id uuid NOT NULL,
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
