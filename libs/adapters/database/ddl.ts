import type { QueryRunner } from 'typeorm';
import { ROLES } from './roles.js';

/** Compares with the cell entered; null, hence no row, when none was. One inline expression. */
const IN_CELL = `cell_id = nullif(current_setting('app.cell_id', true), '')::integer`;

/** A table whose rows belong to cells. */
export interface CellTable {
  readonly name: string;
  /** Columns and constraints after `cell_id integer NOT NULL`; every key begins with cell_id. */
  readonly columns: string;
  /** PARTITION BY clause of a table that grows for ever. */
  readonly partitionBy?: string;
  /** Privileges of the roles; a role not named has none. */
  readonly grants: Readonly<Partial<Record<'app' | 'control' | 'relay', string>>>;
}

/** Creates a cell table: row-level security forced, its one policy, owned by who cannot log in. */
export async function createCellTable(runner: QueryRunner, table: CellTable): Promise<void> {
  const { name, columns, partitionBy = '', grants } = table;
  await runner.query(
    `CREATE TABLE app.${name} (cell_id integer NOT NULL, ${columns}) ${partitionBy}`,
  );
  await runner.query(`ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY`);
  await runner.query(`ALTER TABLE app.${name} FORCE ROW LEVEL SECURITY`);
  await runner.query(
    `CREATE POLICY in_cell ON app.${name} USING (${IN_CELL}) WITH CHECK (${IN_CELL})`,
  );
  for (const [role, privileges] of Object.entries(grants))
    await runner.query(
      `GRANT ${privileges} ON app.${name} TO ${ROLES[role as keyof typeof grants]}`,
    );
  await runner.query(`ALTER TABLE app.${name} OWNER TO ${ROLES.owner}`);
}

/** Creates a table of schema control: seen by control's role alone, without row-level security. */
export async function createControlTable(
  runner: QueryRunner,
  name: string,
  columns: string,
): Promise<void> {
  await runner.query(`CREATE TABLE control.${name} (${columns})`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON control.${name} TO ${ROLES.control}`);
  await runner.query(`ALTER TABLE control.${name} OWNER TO ${ROLES.owner}`);
}

/** Forbids UPDATE and DELETE by a trigger, besides the privileges that were never granted. */
export async function makeAppendOnly(runner: QueryRunner, name: string): Promise<void> {
  await runner.query(
    `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON app.${name}
     FOR EACH ROW EXECUTE FUNCTION app.refuse_change()`,
  );
}
