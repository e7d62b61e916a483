import { jest } from '@jest/globals';
import { openBackends } from '../queue/backends.js';
import { end, Rig, until } from '../queue/rig.js';
import { holdChanges } from './hold.js';
import { stageImport } from './staged-import.js';

jest.setTimeout(180_000);

const SHOPPERS = 64;
/** Chunks that are to be applied before the others wait: there is about one a cell, of 16. */
const LEFT_WHEN_HELD = 12;
const { backends, close } = await openBackends(4);
afterAll(close);

const countsOf = async (rig: Rig): Promise<Record<string, number>> =>
  (
    await rig.admin.query(
      `SELECT (SELECT count(*)::int FROM app.subject) AS subjects,
         (SELECT count(DISTINCT reference)::int FROM app.subject) AS people,
         (SELECT count(*)::int FROM app.subject_cluster) AS documents,
         (SELECT count(*)::int FROM app.subject_features) AS features,
         (SELECT count(*)::int FROM app.identifier) AS addresses,
         (SELECT count(*)::int FROM app.import_chunk) AS chunks`,
    )
  ).rows[0];

/** Guards a provider's customers: each is known once and whole, or half a portfolio is scored. */
it.each(backends)(
  'applies a file once and whole though the worker is killed, on $name',
  async (backend) => {
    const rig = await Rig.open(backend);
    try {
      const { rows, chunks } = await stageImport(rig, SHOPPERS);
      expect(chunks).toBeGreaterThan(LEFT_WHEN_HELD);
      const left = `(SELECT count(*) FROM app.import_chunk WHERE stage = 'rows')`;
      const held = await holdChanges(rig, 'import_chunk', `${left} <= ${String(LEFT_WHEN_HELD)}`);
      const worker = await rig.startWorker();
      await until('the import is in the middle', async () => (await rig.heldHandlers()) > 0);
      const before = await countsOf(rig);
      expect(before['subjects']).toBeGreaterThan(0);
      expect(before['subjects']).toBeLessThan(SHOPPERS);
      await end(worker, 'SIGKILL');
      await held.release();

      await rig.startWorker();

      await until('the import is done', async () => {
        const { rows: imports } = await rig.admin.query('SELECT status FROM app.import');
        return imports[0].status === 'done';
      });
      expect(await countsOf(rig)).toEqual({
        subjects: SHOPPERS,
        people: SHOPPERS,
        documents: rows,
        features: SHOPPERS,
        addresses: SHOPPERS,
        chunks: 0,
      });
      const { rows: told } = await rig.admin.query(
        `SELECT action FROM app.audit_entry WHERE action = 'import.done'`,
      );
      expect(told).toHaveLength(1);
    } finally {
      await rig.close();
    }
  },
);
