import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, makeAppendOnly } from '#adapters/database';

/** Policies by hash and what is deployed of them, in the home cell; decisions, with their subjects. */
export class Deciding1764000002000 implements MigrationInterface {
  readonly name = 'Deciding1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await this.policies(runner);
    await createCellTable(runner, {
      name: 'decision',
      columns: `decision_id uuid NOT NULL,
        application_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        consent_id uuid NOT NULL,
        score_id uuid NOT NULL,
        policy text NOT NULL,
        policy_version integer NOT NULL,
        input text NOT NULL,
        input_sha256 text NOT NULL,
        outcome text NOT NULL,
        decision text NOT NULL CHECK (decision IN ('accept', 'refer', 'decline')),
        facts text NOT NULL,
        decided_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, decision_id)`,
      grants: { app: 'SELECT, INSERT' },
    });
    await makeAppendOnly(runner, 'decision');
    await createCellTable(runner, {
      name: 'decision_review',
      columns: `decision_id uuid NOT NULL,
        result text NOT NULL CHECK (result IN ('accept', 'decline')),
        basis text NOT NULL,
        reasons json NOT NULL,
        reviewed_by uuid NOT NULL,
        reviewed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, decision_id)`,
      grants: { app: 'SELECT, INSERT' },
    });
    await makeAppendOnly(runner, 'decision_review');
    await runner.query(
      'CREATE INDEX decision_consent ON app.decision (cell_id, consent_id, decided_at, decision_id)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  private async policies(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'policy',
      columns: `sha256 text NOT NULL,
        product text NOT NULL,
        name text NOT NULL,
        body text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, sha256)`,
      grants: { app: 'SELECT, INSERT' },
    });
    // The version in force of each product; its row is the lock of whoever changes it.
    await createCellTable(runner, {
      name: 'policy_product',
      columns: `product text NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (cell_id, product)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await createCellTable(runner, {
      name: 'policy_deployment',
      columns: `product text NOT NULL,
        version integer NOT NULL,
        sha256 text NOT NULL,
        act text NOT NULL CHECK (act IN ('approved', 'rolled_back')),
        previous integer,
        proposed_by uuid,
        decided_by uuid NOT NULL,
        deployed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, product, version),
        CHECK (act = 'rolled_back' OR proposed_by <> decided_by)`,
      grants: { app: 'SELECT, INSERT' },
    });
    await makeAppendOnly(runner, 'policy_deployment');
    await createCellTable(runner, {
      name: 'policy_proposal',
      columns: `proposal_id uuid NOT NULL,
        product text NOT NULL,
        base_version integer NOT NULL,
        sha256 text NOT NULL,
        proposed_by uuid NOT NULL,
        proposed_at timestamptz(3) NOT NULL,
        lapses_at timestamptz(3) NOT NULL,
        version integer,
        PRIMARY KEY (cell_id, proposal_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }
}
