import type { Rig } from '../queue/rig.js';

const HOLD_KEY = 4711;

/**
 * From the moment that `since` holds, whoever changes a row of the table waits in the middle of
 * their transaction, until `release`.
 *
 * @param since a condition in SQL on what is committed in any cell
 */
export async function holdChanges(
  rig: Rig,
  table: string,
  since: string,
): Promise<{ release(): Promise<void> }> {
  await rig.admin.query(`
    CREATE FUNCTION app.hold_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF ${since} THEN PERFORM pg_advisory_xact_lock_shared(${String(HOLD_KEY)}); END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER hold_changes BEFORE UPDATE ON app.${table}
      FOR EACH ROW EXECUTE FUNCTION app.hold_changes()`);
  return rig.hold(`SELECT pg_advisory_lock(${String(HOLD_KEY)})`);
}
