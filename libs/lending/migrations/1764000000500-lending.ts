import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Applications for credit, and the references under which a tenant knows them. */
export class Lending1764000000500 implements MigrationInterface {
  readonly name = 'Lending1764000000500';

  async up(runner: QueryRunner): Promise<void> {
    const facts = `subject_id uuid NOT NULL,
      amount_minor bigint NOT NULL CHECK (amount_minor > 0),
      currency text NOT NULL,
      product text NOT NULL,
      term_months integer CHECK (term_months > 0),
      created_at timestamptz(3) NOT NULL`;
    await createCellTable(runner, {
      name: 'application',
      columns: `application_id uuid NOT NULL,
        reference text NOT NULL,
        ${facts},
        PRIMARY KEY (cell_id, application_id)`,
      grants: { app: 'SELECT, INSERT' },
    });
    // In the cell that the reference's own hash names: so it is unique in a tenant of many cells.
    await createCellTable(runner, {
      name: 'application_reference',
      columns: `reference text NOT NULL,
        application_id uuid NOT NULL,
        ${facts},
        PRIMARY KEY (cell_id, reference)`,
      grants: { app: 'SELECT, INSERT' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }
}
