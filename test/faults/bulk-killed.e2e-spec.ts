import { jest } from '@jest/globals';
import { openBackends } from '../queue/backends.js';
import { end, Rig } from '../queue/rig.js';
import {
  expectDoneOnce,
  holdChunks,
  OWN_STORE_FROM,
  startJob,
  untilInTheMiddle,
} from './bulk-job.js';

jest.setTimeout(180_000);

const { backends, close } = await openBackends(2);
afterAll(close);

/** Results in the store that all share, and results in a store of the job's own. */
const SIZES = [400, OWN_STORE_FROM];
const cases = backends.flatMap((backend) =>
  SIZES.map((subjects) => ({ name: backend.name, subjects, backend })),
);

/** Guards whoever is scored twice, or left out, because a machine died in the night. */
it.each(cases)(
  'gives each of $subjects subjects one result though the worker is killed, on $name',
  async ({ backend, subjects }) => {
    const rig = await Rig.open(backend);
    try {
      const seeded = await startJob(rig, subjects);
      const held = await holdChunks(rig);
      const worker = await rig.startWorker();
      await untilInTheMiddle(rig);
      await end(worker, 'SIGKILL');
      await held.release();

      await rig.startWorker();

      await expectDoneOnce(rig, seeded);
    } finally {
      await rig.close();
    }
  },
);
