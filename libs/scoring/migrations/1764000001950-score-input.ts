import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** What a score was made from, beside it and deletable apart from it. */
export class ScoreInput1764000001950 implements MigrationInterface {
  readonly name = 'ScoreInput1764000001950';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'score_input',
      columns: `score_id uuid NOT NULL,
        feature_set text NOT NULL,
        withheld text NOT NULL,
        packed bytea NOT NULL,
        engine text NOT NULL,
        PRIMARY KEY (cell_id, score_id)`,
      grants: { app: 'SELECT, INSERT, DELETE' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
