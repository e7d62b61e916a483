import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Maps that recipients' own outcomes asked for: kept for ever, as scores name them. */
export class Recalibration1764000000850 implements MigrationInterface {
  readonly name = 'Recalibration1764000000850';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'recalibration',
      columns: `sha256 text NOT NULL,
        model text NOT NULL,
        slope double precision NOT NULL CHECK (slope > 0),
        intercept double precision NOT NULL,
        rows integer NOT NULL,
        bads integer NOT NULL,
        as_of timestamptz(3) NOT NULL,
        in_force_since timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, sha256)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await runner.query(
      'CREATE INDEX recalibration_model ON app.recalibration (cell_id, model, in_force_since)',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
