import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, makeAppendOnly } from '#adapters/database';

const FIRST_MONTH = '2026-10-01';
const MONTHS = 24;

/** Every decision of the gate, allowed or denied, in the provider's cell. */
export class Sharing1764000000700 implements MigrationInterface {
  readonly name = 'Sharing1764000000700';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'access_decision',
      columns: `decision_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        consent_id uuid NOT NULL,
        recipient_tenant_id uuid NOT NULL,
        actor_id text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('allowed', 'denied')),
        again boolean NOT NULL,
        code text,
        clusters text[] NOT NULL,
        request_id text NOT NULL,
        PRIMARY KEY (cell_id, at, decision_id)`,
      partitionBy: 'PARTITION BY RANGE (at)',
      grants: { app: 'SELECT, INSERT' },
    });
    await makeAppendOnly(runner, 'access_decision');
    await runner.query(
      `CREATE INDEX access_decision_consent
       ON app.access_decision (cell_id, consent_id, at, decision_id)`,
    );
    await runner.query(
      `SELECT app.ensure_month('access_decision', (date '${FIRST_MONTH}' + make_interval(months => n))::date)
       FROM generate_series(0, ${MONTHS - 1}) n`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
