import { jest } from '@jest/globals';
import { newId } from '#adapters/database';
import { countFailure, type DueEvent, takeDueEvents } from '#audit';
import pg from 'pg';
import { Rig } from '../queue/rig.js';

jest.setTimeout(120_000);

/** Cells of one round. */
const CELLS_MAX = 100;
const MINUTE_MS = 60_000;
const NO_QUEUE = { name: 'none', jobs: async () => 0, lose: async () => undefined };

let rig: Rig;
let relay: pg.Pool;
const now = new Date();
const earlier = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);

beforeEach(async () => {
  rig = await Rig.open(NO_QUEUE);
  relay = new pg.Pool({ connectionString: rig.relayUrl, max: 2 });
  await rig.admin.query('DELETE FROM app.outbox');
});
afterEach(async () => {
  await relay.end();
  await rig.close();
});

const due = async (cellId: number, at: Date): Promise<string> => {
  const id = newId(at, 0);
  await rig.admin.query(
    `INSERT INTO app.outbox (cell_id, event_id, action, payload, created_at, due_at)
     VALUES ($1, $2, 'job.scored', '{"resource":{"kind":"job","id":"x"},"request_id":"r"}', $3, $3)`,
    [cellId, id, at],
  );
  return id;
};
/** Cells that get their turn in a round, in its order. */
async function turns(resting: readonly number[] = []) {
  const cells: number[] = [];
  const send = async (events: readonly DueEvent[]) => {
    cells.push(...events.map(({ cellId }) => cellId));
  };
  const { failed } = await takeDueEvents(relay, { now, resting }, send);
  return { cells, failed: failed.map(({ cellId }) => cellId) };
}

/** Guards every tenant against the one whose rows cannot be read: the others' mails go out. */
it('gives the cells after a failing one their turn, and lets that one rest', async () => {
  await rig.admin.query(`
    CREATE FUNCTION app.fail_in_cell_7() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.cell_id = 7 THEN RAISE EXCEPTION 'broken for the test'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER fail_in_cell_7 BEFORE UPDATE ON app.outbox
      FOR EACH ROW EXECUTE FUNCTION app.fail_in_cell_7()`);
  await due(7, earlier(9));
  await due(8, earlier(2));
  await due(3, earlier(5));

  expect(await turns()).toEqual({ cells: [3, 8], failed: [7] });

  await due(8, earlier(1));
  expect(await turns([7])).toEqual({ cells: [8], failed: [] });
});

/** Guards a tenant among very many: whoever has waited longest is served first. */
it('serves the cells that have waited longest when there are more than a round takes', async () => {
  for (let cellId = 1; cellId <= CELLS_MAX; cellId++) await due(cellId, earlier(1));
  await due(5_000, earlier(30));
  await due(4_000, earlier(20));

  const { cells } = await turns();

  expect(cells.slice(0, 2)).toEqual([5_000, 4_000]);
  expect(cells).toHaveLength(CELLS_MAX);
  // The two that were left out come next.
  expect((await turns()).cells).toHaveLength(2);
});

/** Guards mails in an outage of days, and whoever waits for a job from waiting as long. */
it('gives up after twelve failures where hours count, after eighty where days do', async () => {
  const { cells, tenantId, work } = rig.institution;
  const cell = await cells.home(tenantId, 'live');
  const payload = { resource: { kind: 'job', id: 'x' }, request_id: 'r' };
  const lastOf = async (patience: 'hours' | 'days', counted: number) => {
    const id = await due(cell.cellId, earlier(1));
    await rig.admin.query('UPDATE app.outbox SET failures = $1 WHERE event_id = $2', [counted, id]);
    return countFailure(work, { id, action: 'job.scored', cell, payload }, patience);
  };
  expect(await lastOf('hours', 10)).toBe(false);
  expect(await lastOf('hours', 11)).toBe(true);
  expect(await lastOf('days', 78)).toBe(false);
  expect(await lastOf('days', 79)).toBe(true);
});

/** Guards the system in an outage: what was not confirmed comes back, ever more seldom. */
it('sends again after ten seconds, doubled at each send, and never later than after an hour', async () => {
  const id = await due(3, now);
  const waits: number[] = [];
  for (let sends = 0; sends < 12; sends++) {
    await turns();
    const { rows } = await rig.admin.query<{ due_at: Date }>(
      'SELECT due_at FROM app.outbox WHERE event_id = $1',
      [id],
    );
    waits.push(((rows[0]?.due_at.getTime() ?? 0) - now.getTime()) / 1000);
    await rig.admin.query('UPDATE app.outbox SET due_at = $1', [now]);
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
});
