import { jest } from '@jest/globals';
import { openBackends } from '../queue/backends.js';
import { Rig, until } from '../queue/rig.js';
import {
  expectDoneOnce,
  holdChunks,
  OWN_STORE_FROM,
  startJob,
  untilInTheMiddle,
} from './bulk-job.js';
import { holdChanges } from './hold.js';

jest.setTimeout(180_000);

const SUBJECTS = 400;
const { backends, close } = await openBackends(3);
afterAll(close);

/** Guards the lender who waits for a portfolio: no job may hang for ever on a queue's memory. */
it.each(backends)('finishes a job although $name lost all of the queue', async (backend) => {
  const rig = await Rig.open(backend);
  try {
    const seeded = await startJob(rig, SUBJECTS);
    const held = await holdChunks(rig);
    await rig.startWorker();
    await untilInTheMiddle(rig);
    const waiting = await backend.jobs(rig);
    expect(waiting).toBeGreaterThan(1);

    await backend.lose(rig);

    // The relay that runs on may have sent an event of a chunk that is done already.
    expect(await backend.jobs(rig)).toBeLessThan(waiting);
    await held.release();
    await expectDoneOnce(rig, seeded);
  } finally {
    await rig.close();
  }
});

/** Guards whoever reads the results: half of them in a store that nobody looks into are lost. */
it.each(backends)(
  'plans a job into one store although it is planned twice at once, $name having lost the queue',
  async (backend) => {
    const rig = await Rig.open(backend);
    try {
      const seeded = await startJob(rig, OWN_STORE_FROM);
      const held = await holdChanges(rig, 'job', 'true');
      await rig.startWorker();
      await until('a plan is in the middle', async () => (await rig.heldHandlers()) === 1);

      await backend.lose(rig);
      await rig.admin.query('UPDATE app.outbox SET due_at = now()');

      await until('it is planned a second time', async () => (await rig.heldHandlers()) === 2);
      await held.release();
      await expectDoneOnce(rig, seeded);
      const { rows } = await rig.admin.query(
        `SELECT count(*)::int AS stores FROM pg_class WHERE relkind = 'r' AND relname ~ '^score_store_'`,
      );
      expect(rows).toEqual([{ stores: 1 }]);
    } finally {
      await rig.close();
    }
  },
);
