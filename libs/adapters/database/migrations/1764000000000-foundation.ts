import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable } from '../ddl.js';
import { ROLES } from '../roles.js';

/** Schemas, how a cell is entered, partitions by month, operations. */
export class Foundation1764000000000 implements MigrationInterface {
  readonly name = 'Foundation1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await this.schemas(runner);
    await this.enterCell(runner);
    await this.functions(runner);
    await createCellTable(runner, {
      name: 'operation',
      columns: `operation_id text NOT NULL,
        fingerprint json NOT NULL,
        reference json NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (cell_id, operation_id)`,
      grants: { app: 'SELECT, INSERT, DELETE', control: 'SELECT, INSERT, DELETE' },
    });
    await createCellTable(runner, {
      name: 'canary',
      columns: 'PRIMARY KEY (cell_id)',
      grants: { app: 'SELECT, INSERT', control: 'SELECT, INSERT' },
    });
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  private async schemas(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA app AUTHORIZATION ${ROLES.owner}`);
    await runner.query(`CREATE SCHEMA control AUTHORIZATION ${ROLES.owner}`);
    await runner.query(
      `GRANT USAGE ON SCHEMA app TO ${ROLES.app}, ${ROLES.control}, ${ROLES.relay}`,
    );
    await runner.query(`GRANT USAGE ON SCHEMA control TO ${ROLES.control}`);
  }

  private async enterCell(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.enter_cell(cell integer) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF (session_user = '${ROLES.app}' AND cell = 0)
          OR (session_user = '${ROLES.control}' AND cell <> 0) THEN
          RAISE EXCEPTION 'role % may not enter cell %', session_user, cell
            USING ERRCODE = '42501';
        END IF;
        EXECUTE format('set local app.cell_id = %L', cell);
      END $$`);
    await runner.query(`ALTER FUNCTION app.enter_cell(integer) OWNER TO ${ROLES.owner}`);
    await runner.query(
      `GRANT EXECUTE ON FUNCTION app.enter_cell(integer) TO ${ROLES.app}, ${ROLES.control}, ${ROLES.relay}`,
    );
  }

  private async functions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501'; END $$`);
    await runner.query(`ALTER FUNCTION app.refuse_change() OWNER TO ${ROLES.owner}`);
    // Runs as the owner, so that the apps can have next month's partition made and nothing else.
    await runner.query(`
      CREATE FUNCTION app.ensure_month(parent text, month date) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        child text := parent || to_char(month, '"_"YYYY"_"MM');
        first date := date_trunc('month', month)::date;
      BEGIN
        IF parent NOT IN ('audit_entry', 'access_decision') THEN
          RAISE EXCEPTION 'no such partitioned table' USING ERRCODE = '42501';
        END IF;
        IF to_regclass('app.' || child) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE app.%I PARTITION OF app.%I FOR VALUES FROM (%L) TO (%L)', child, parent,
            first::text || 'T00:00:00Z',
            (first + interval '1 month')::date::text || 'T00:00:00Z');
        END IF;
      END $$`);
    await runner.query(`ALTER FUNCTION app.ensure_month(text, date) OWNER TO ${ROLES.owner}`);
    await runner.query(`REVOKE ALL ON FUNCTION app.ensure_month(text, date) FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION app.ensure_month(text, date) TO ${ROLES.app}`);
  }
}
