import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Applications for credit. */
export class Lending1764000000500 implements MigrationInterface {
  readonly name = 'Lending1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'application',
      columns: `application_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        reference text NOT NULL,
        amount_minor bigint NOT NULL CHECK (amount_minor > 0),
        currency text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, application_id),
        UNIQUE (cell_id, reference)`,
      grants: { app: 'SELECT, INSERT' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
