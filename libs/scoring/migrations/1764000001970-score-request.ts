import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Scores that are made after the answer. */
export class ScoreRequest1764000001970 implements MigrationInterface {
  readonly name = 'ScoreRequest1764000001970';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'score_request',
      columns: `request_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'done')),
        api_key_id text NOT NULL,
        call_id text NOT NULL,
        items json NOT NULL,
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        CHECK ((status = 'done') = (finished_at IS NOT NULL)),
        PRIMARY KEY (cell_id, request_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    await runner.query(
      'CREATE INDEX score_request_created ON app.score_request (cell_id, created_at)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
