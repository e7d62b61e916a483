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
    await this.deployments(runner);
  }

  /** What a kind of subject is scored with: versions that stay, which one is in force, proposals. */
  private async deployments(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'deployment',
      columns: `kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        version integer NOT NULL CHECK (version > 0),
        salt uuid NOT NULL,
        terms json NOT NULL,
        act text NOT NULL CHECK (act IN ('approved', 'rolled_back')),
        previous integer,
        restores integer,
        proposal_id uuid,
        proposed_by uuid,
        decided_by uuid NOT NULL,
        deployed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, kind, version),
        CHECK (proposed_by IS DISTINCT FROM decided_by),
        CHECK ((act = 'approved') = (proposed_by IS NOT NULL))`,
      grants: { app: 'SELECT, INSERT' },
    });
    await createCellTable(runner, {
      name: 'deployment_current',
      columns: `kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        version integer NOT NULL,
        PRIMARY KEY (cell_id, kind)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await createCellTable(runner, {
      name: 'deployment_proposal',
      columns: `proposal_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        base_version integer NOT NULL,
        terms json NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz(3) NOT NULL,
        lapses_at timestamptz(3) NOT NULL,
        approved_by uuid CHECK (approved_by <> proposed_by),
        approved_at timestamptz(3),
        version integer,
        PRIMARY KEY (cell_id, proposal_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
