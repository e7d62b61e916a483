import { jest } from '@jest/globals';
import { openBackends } from '../queue/backends.js';
import { Rig } from '../queue/rig.js';
import { expectDoneOnce, holdChunks, startJob, untilInTheMiddle } from './bulk-job.js';

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
