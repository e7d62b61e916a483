import { jest } from '@jest/globals';
import { openBackends } from '../queue/backends.js';
import { Rig, until } from '../queue/rig.js';
import { startJob } from './bulk-job.js';
import { stageImport } from './staged-import.js';

jest.setTimeout(180_000);

/** Failures after which a job's or an import's event is given up. */
const FAILURES_MAX = 12;
const { backends, close } = await openBackends(5);
afterAll(close);

/** From now on whoever writes into the table fails, save where the condition in SQL holds. */
const breakTable = (rig: Rig, table: string, on: 'INSERT' | 'UPDATE', save = 'false') =>
  rig.admin.query(`
    CREATE FUNCTION app.fail_always() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${save} THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'broken for the test';
    END $$;
    CREATE TRIGGER fail_always BEFORE ${on} ON app.${table}
      FOR EACH ROW EXECUTE FUNCTION app.fail_always()`);

const outboxRow = async (rig: Rig, action: string) =>
  (
    await rig.admin.query<Record<string, unknown>>(
      `SELECT event_id, failures, due_at IS NULL AS unsent, given_up_at IS NOT NULL AS given_up
       FROM app.outbox WHERE action = $1`,
      [action],
    )
  ).rows[0];
const hasFailed = (rig: Rig, action: string, failures: number) => () =>
  rig.admin.query('UPDATE app.outbox SET failures = $2, due_at = now() WHERE action = $1', [
    action,
    failures,
  ]);
const told = async (rig: Rig, id: unknown) =>
  (
    await rig.admin.query<Record<string, unknown>>(
      'SELECT action, outcome FROM app.audit_entry WHERE resource_id = $1 ORDER BY at, entry_id',
      [id],
    )
  ).rows;

/** Guards the lender who waits for a portfolio: what cannot succeed must say so, and end. */
it.each(backends)('ends a job whose step fails for good, and not before, on $name', async (on) => {
  const rig = await Rig.open(on);
  try {
    const { jobId } = await startJob(rig, 100);
    await breakTable(rig, 'job', 'UPDATE', `NEW.status = 'failed'`);
    await hasFailed(rig, 'job.requested', FAILURES_MAX - 2)();
    await rig.startWorker();

    const status = async () =>
      (await rig.admin.query('SELECT status FROM app.job WHERE job_id = $1', [jobId])).rows;
    await until('a failed delivery is counted', async () => {
      return (await outboxRow(rig, 'job.requested'))?.['failures'] === FAILURES_MAX - 1;
    });
    expect(await outboxRow(rig, 'job.requested')).toMatchObject({ given_up: false, unsent: false });
    expect(await status()).toEqual([{ status: 'planning' }]);

    await rig.admin.query('UPDATE app.outbox SET due_at = now() WHERE due_at IS NOT NULL');
    await until('it is given up', async () => {
      return (await outboxRow(rig, 'job.requested'))?.['given_up'] === true;
    });

    const row = await outboxRow(rig, 'job.requested');
    expect(row).toMatchObject({ failures: FAILURES_MAX, unsent: true });
    expect(await status()).toEqual([{ status: 'failed' }]);
    expect(await told(rig, jobId)).toEqual([
      { action: 'job.requested', outcome: 'success' },
      { action: 'job.failed', outcome: 'failure' },
    ]);
    expect(await told(rig, row?.['event_id'])).toEqual([
      { action: 'event.given_up', outcome: 'failure' },
    ]);
  } finally {
    await rig.close();
  }
});

/** Guards a provider, who must know to send the file again, and people's data that nobody needs. */
it('ends an import that cannot be applied, and keeps nothing of what waited', async () => {
  const [on] = backends;
  if (!on) throw new Error('no backend');
  const rig = await Rig.open(on);
  try {
    const { importId } = await stageImport(rig, 8);
    await breakTable(rig, 'subject', 'INSERT');
    await hasFailed(rig, 'import.staged', FAILURES_MAX - 1)();
    await rig.startWorker();

    await until('it is given up', async () => {
      return (await outboxRow(rig, 'import.staged'))?.['given_up'] === true;
    });

    const { rows } = await rig.admin.query(
      `SELECT status, finished_at IS NOT NULL AS ended,
         (SELECT count(*)::int FROM app.import_chunk) AS waiting FROM app.import`,
    );
    expect(rows).toEqual([{ status: 'failed', ended: true, waiting: 0 }]);
    expect(await told(rig, importId)).toEqual([
      { action: 'import.staged', outcome: 'success' },
      { action: 'import.failed', outcome: 'failure' },
    ]);
  } finally {
    await rig.close();
  }
});
