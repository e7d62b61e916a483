import { jest } from '@jest/globals';
import { expectDoneOnce, OWN_STORE_FROM, startJob } from '../faults/bulk-job.js';
import { openBackends } from './backends.js';
import { Rig } from './rig.js';

jest.setTimeout(180_000);

const { backends, close } = await openBackends(5);
afterAll(close);

/** Guards whoever reads the log: a warning that always stands there hides the one that matters. */
it.each([400, OWN_STORE_FROM])('scores %i subjects without a warning in the log', async (count) => {
  const [backend] = backends;
  if (!backend) throw new Error('There is no queue to run on');
  const rig = await Rig.open(backend);
  try {
    const seeded = await startJob(rig, count);
    await rig.startWorker();
    await expectDoneOnce(rig, seeded);
    expect(rig.said).toContain('worker ready');
    expect(rig.said).not.toMatch(/Warning/i);
  } finally {
    await rig.close();
  }
});
