import { jest } from '@jest/globals';
import { openBackends } from './backends.js';
import { end, Rig, until } from './rig.js';

jest.setTimeout(180_000);

const EVENTS = 60;
const { backends, close } = await openBackends(1);
let rig: Rig;
afterAll(close);

describe.each(backends)('on $name', (backend) => {
  beforeEach(async () => {
    rig = await Rig.open(backend);
  });
  afterEach(() => rig.close());

  /** The jobs are known to be in the queue, some of them in the middle of their work. */
  async function heldInTheMiddle() {
    await rig.makeEvents(EVENTS);
    const handlers = await rig.holdHandlers();
    const worker = await rig.startWorker();
    await until('handlers are in the middle of their work', async () => {
      return (await rig.heldHandlers()) > 0 && (await backend.jobs(rig)) > EVENTS / 2;
    });
    expect(await rig.effects()).toEqual({ lines: 0, keys: 0 });
    return { handlers, worker };
  }

  const allDone = () =>
    until('every event is handled', async () => {
      return (await rig.outbox()) === 0 && (await rig.effects()).keys === EVENTS;
    });

  it('gives each event one effect though the worker is killed in the middle', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    await end(worker, 'SIGKILL');
    await handlers.release();

    await rig.startWorker();
    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
    expect(await backend.jobs(rig)).toBe(0);
  });

  it('fills a queue that lost everything anew from the outbox', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    await end(worker, 'SIGKILL');
    await handlers.release();
    await backend.lose(rig);
    expect(await backend.jobs(rig)).toBe(0);
    expect(await rig.outbox()).toBeGreaterThanOrEqual(EVENTS);

    await rig.startWorker();
    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });

  it('goes on when the queue loses everything under a running worker', async () => {
    const { handlers } = await heldInTheMiddle();
    await backend.lose(rig);
    await handlers.release();

    await allDone();

    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });

  it('finishes what it runs, and nothing else, when it is told to stop', async () => {
    const { handlers, worker } = await heldInTheMiddle();
    const running = await rig.heldHandlers();
    const stopped = end(worker, 'SIGTERM');
    await handlers.release();

    expect(await stopped).toBe(0);
    const { lines } = await rig.effects();
    expect(lines).toBeGreaterThan(0);
    // One of them may be the event of the institution itself, which leaves another line.
    expect(lines + 1).toBeGreaterThanOrEqual(running);
    expect(lines).toBeLessThan(EVENTS);
  });

  it('shares the work among workers, each event once', async () => {
    await rig.makeEvents(EVENTS);
    await Promise.all([rig.startWorker(), rig.startWorker()]);
    await allDone();
    expect(await rig.effects()).toEqual({ lines: EVENTS, keys: EVENTS });
  });
});
