import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/**
 * What shadow models said. A table of its own, so that nothing that reads scores can give out one
 * that nobody was scored with.
 */
export class Shadow1764000001900 implements MigrationInterface {
  readonly name = 'Shadow1764000001900';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'shadow_score',
      columns: `kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        deployment_version integer NOT NULL,
        model bytea NOT NULL,
        score_id uuid NOT NULL,
        scored_at timestamptz(3) NOT NULL,
        given_pd double precision,
        score smallint,
        pd double precision,
        logit double precision,
        PRIMARY KEY (cell_id, kind, deployment_version, model, score_id)`,
      grants: { app: 'SELECT, INSERT, DELETE' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
