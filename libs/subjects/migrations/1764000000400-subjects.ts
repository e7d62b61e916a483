import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '#adapters/database';

/** Whom a tenant knows, on what basis, with which data; and how it came in. */
export class Subjects1764000000400 implements MigrationInterface {
  readonly name = 'Subjects1764000000400';

  async up(runner: QueryRunner): Promise<void> {
    await this.subject(runner);
    await this.data(runner);
    await this.imports(runner);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  private async subject(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'subject',
      columns: `subject_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        reference text NOT NULL,
        email text,
        basis text,
        basis_purpose text,
        basis_notice text,
        basis_from timestamptz(3),
        basis_until timestamptz(3),
        objected_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, subject_id),
        UNIQUE (cell_id, reference)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    // In the cell that the identifier's own hash names, not in the subject's.
    await createCellTable(runner, {
      name: 'identifier',
      columns: `kind text NOT NULL CHECK (kind IN ('email')),
        hash bytea NOT NULL,
        subject_id uuid NOT NULL,
        PRIMARY KEY (cell_id, kind, hash, subject_id)`,
      grants: { app: 'SELECT, INSERT, DELETE' },
    });
  }

  private async data(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'subject_cluster',
      columns: `subject_id uuid NOT NULL,
        cluster text NOT NULL,
        data json NOT NULL,
        as_of timestamptz(3) NOT NULL,
        received_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, subject_id, cluster)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    await createCellTable(runner, {
      name: 'subject_features',
      columns: `feature_set text NOT NULL,
        subject_id uuid NOT NULL,
        as_of timestamptz(3) NOT NULL,
        packed bytea NOT NULL,
        PRIMARY KEY (cell_id, feature_set, subject_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
  }

  private async imports(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'import',
      columns: `import_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        as_of timestamptz(3) NOT NULL,
        status text NOT NULL CHECK (status IN ('staging', 'applying', 'done', 'refused',
          'failed')),
        row_count bigint NOT NULL DEFAULT 0,
        chunk_count integer NOT NULL DEFAULT 0,
        chunks_done integer NOT NULL DEFAULT 0,
        accept_no bigint,
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        PRIMARY KEY (cell_id, import_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    // A chunk waits in the cell of its subjects until the whole file is known to be sound; once
    // its rows are applied, it holds the identifiers that still have to reach cells of their own.
    await createCellTable(runner, {
      name: 'import_chunk',
      columns: `import_id uuid NOT NULL,
        chunk_no integer NOT NULL,
        stage text NOT NULL CHECK (stage IN ('rows', 'identifiers')),
        manifest text NOT NULL,
        documents text NOT NULL,
        features bytea NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, import_id, chunk_no)`,
      grants: { app: 'SELECT, INSERT, UPDATE, DELETE' },
    });
    // Read once and deleted: compressing it costs more than it saves.
    await runner.query(`ALTER TABLE app.import_chunk ALTER COLUMN documents SET STORAGE EXTERNAL`);
  }
}
