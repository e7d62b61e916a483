import { jest } from '@jest/globals';
import { startReceiver } from '../support/receiver.js';
import { newId } from '#adapters/database';
import { openBackends } from '../queue/backends.js';
import { end, Rig, until } from '../queue/rig.js';

jest.setTimeout(180_000);

const { backends, close } = await openBackends(6);
afterAll(close);

const deliveries = async (rig: Rig) =>
  (
    await rig.admin.query<{ status: string; attempts: number }>(
      'SELECT status, attempts FROM app.webhook_delivery',
    )
  ).rows;

/** A tenant's endpoint at a receiver, and an event for it that nobody has been told of yet. */
async function tellOf(rig: Rig, url: string): Promise<void> {
  const { cells, tenantId } = rig.institution;
  const { cellId } = await cells.home(tenantId, 'live');
  const now = new Date();
  await rig.admin.query(
    `INSERT INTO app.webhook_endpoint (cell_id, endpoint_id, url, events, description, created_at)
     VALUES ($1, $2, $3, '{job.finished}', '', $4)`,
    [cellId, newId(now), url, now],
  );
  const payload = { resource: { kind: 'job', id: newId(now) }, request_id: 'test' };
  await rig.admin.query(
    `INSERT INTO app.outbox (cell_id, event_id, action, payload, created_at, due_at)
     VALUES ($1, $2, 'job.finished', $3, $4, $4)`,
    [cellId, newId(now), payload, now],
  );
}

/** Guards whoever waits for an event: the worker may die at the very call, and the queue with it. */
it.each(backends)('delivers what a killed worker was sending, on $name', async (on) => {
  const rig = await Rig.open(on);
  const receiver = await startReceiver((reply, nth) => {
    // The first call is held: its worker dies while it waits.
    if (nth > 0) reply.writeHead(200).end();
  });
  try {
    await tellOf(rig, receiver.url);
    const worker = await rig.startWorker();
    await receiver.got(1);
    await end(worker, 'SIGKILL');
    await on.lose(rig);
    expect(await deliveries(rig)).toEqual([{ status: 'pending', attempts: 0 }]);
    await rig.admin.query('UPDATE app.outbox SET due_at = now()');

    await rig.startWorker();
    await until('it is delivered', async () => (await deliveries(rig))[0]?.status === 'delivered');

    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
    expect(await deliveries(rig)).toEqual([{ status: 'delivered', attempts: 1 }]);
    const { rows } = await rig.admin.query(
      `SELECT action FROM app.audit_entry WHERE action LIKE 'webhook.%'`,
    );
    expect(rows).toEqual([{ action: 'webhook.delivered' }]);
    await until('nothing waits any more', async () => (await rig.outbox()) === 0);
  } finally {
    await rig.close();
    await receiver.close();
  }
});
