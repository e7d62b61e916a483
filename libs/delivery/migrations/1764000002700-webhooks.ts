import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Where a tenant is told what happened, and how each telling went. In its home cell. */
export class Webhooks1764000002700 implements MigrationInterface {
  readonly name = 'Webhooks1764000002700';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'webhook_endpoint',
      columns: `endpoint_id uuid NOT NULL,
        url text NOT NULL,
        events text[] NOT NULL,
        description text NOT NULL,
        generation integer NOT NULL DEFAULT 1,
        rotated_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        disabled_at timestamptz(3),
        PRIMARY KEY (cell_id, endpoint_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    await createCellTable(runner, {
      name: 'webhook_delivery',
      columns: `delivery_id uuid NOT NULL,
        endpoint_id uuid NOT NULL,
        event_id uuid NOT NULL,
        type text NOT NULL,
        body text NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
        turn integer NOT NULL DEFAULT 1,
        attempts integer NOT NULL DEFAULT 0,
        last_status smallint,
        last_fault text,
        next_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        CHECK ((status = 'pending') = (next_at IS NOT NULL)),
        CHECK ((status = 'pending') = (finished_at IS NULL)),
        PRIMARY KEY (cell_id, delivery_id),
        UNIQUE (cell_id, endpoint_id, event_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    await runner.query(
      `CREATE INDEX webhook_delivery_of_endpoint
       ON app.webhook_delivery (cell_id, endpoint_id, delivery_id)`,
    );
    await runner.query(
      `CREATE INDEX webhook_delivery_finished ON app.webhook_delivery (cell_id, finished_at)
       WHERE finished_at IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
