import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, makeAppendOnly, ROLES } from '#adapters/database';

/** First month with a partition, and how many follow; the worker makes the later ones in time. */
const FIRST_MONTH = '2026-10-01';
const MONTHS = 24;

/** The audit log of every cell, and the outbox beside it. */
export class Audit1764000000100 implements MigrationInterface {
  readonly name = 'Audit1764000000100';

  async up(runner: QueryRunner): Promise<void> {
    await this.auditEntry(runner);
    await this.outbox(runner);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  private async auditEntry(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'audit_entry',
      columns: `entry_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('success', 'denied', 'failure')),
        actor_kind text NOT NULL CHECK (actor_kind IN ('api_key', 'staff', 'borrower', 'system')),
        actor_id text NOT NULL,
        subject_id uuid,
        consent_id uuid,
        resource_kind text NOT NULL,
        resource_id text NOT NULL,
        request_id text NOT NULL,
        canonical text NOT NULL,
        PRIMARY KEY (cell_id, at, entry_id)`,
      partitionBy: 'PARTITION BY RANGE (at)',
      grants: { app: 'SELECT, INSERT', control: 'SELECT, INSERT' },
    });
    await makeAppendOnly(runner, 'audit_entry');
    for (const facet of ['subject_id', 'consent_id'])
      await runner.query(
        `CREATE INDEX audit_entry_${facet} ON app.audit_entry (cell_id, ${facet}, at, entry_id)
         WHERE ${facet} IS NOT NULL`,
      );
    await runner.query(
      `SELECT app.ensure_month('audit_entry', (date '${FIRST_MONTH}' + make_interval(months => n))::date)
       FROM generate_series(0, ${MONTHS - 1}) n`,
    );
  }

  private async outbox(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'outbox',
      columns: `event_id uuid NOT NULL,
        action text NOT NULL,
        payload json NOT NULL,
        created_at timestamptz(3) NOT NULL,
        due_at timestamptz(3),
        sends smallint NOT NULL DEFAULT 0,
        confirmed text[] NOT NULL DEFAULT '{}',
        failures smallint NOT NULL DEFAULT 0,
        given_up_at timestamptz(3),
        CHECK ((due_at IS NULL) = (given_up_at IS NOT NULL)),
        PRIMARY KEY (cell_id, event_id)`,
      grants: {
        app: 'SELECT, INSERT, UPDATE, DELETE',
        control: 'SELECT, INSERT, UPDATE, DELETE',
        relay: 'SELECT, UPDATE',
      },
    });
    await runner.query('CREATE INDEX outbox_due ON app.outbox (cell_id, due_at)');
    await runner.query('CREATE INDEX outbox_due_anywhere ON app.outbox (due_at)');
    await runner.query(
      `CREATE POLICY relay_sees_all ON app.outbox FOR SELECT TO ${ROLES.relay} USING (true)`,
    );
  }
}
