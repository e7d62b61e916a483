import { jest } from '@jest/globals';
import { migrateDatabase, pendingMigrations } from '#adapters/database';
import { migrateQueue } from '#adapters/queue';
import { ALL_MIGRATIONS } from '#catalogue';
import type { Clock, SystemActor } from '#kernel';
import { Canary, CreateTenant, TENANCY_MIGRATIONS, Tenants } from '#tenancy';
import { createDatabase, openWork, type OwnDatabase } from '../queue/own-database.js';

jest.setTimeout(180_000);

const clock: Clock = { now: () => new Date() };
const actor: SystemActor = { kind: 'system', id: 'test', requestId: 'test' };
const NAMES = ALL_MIGRATIONS.map((type) => new type().name);

let database: OwnDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

/** Guards whoever starts on an empty server, and whoever starts again. */
it('leaves nothing pending, and a second time does nothing', async () => {
  const { adminUrl, urls } = database;
  expect(await migrateDatabase(adminUrl, ALL_MIGRATIONS)).toEqual(NAMES);
  await migrateQueue(adminUrl);
  const { app, close } = await openWork(urls);
  try {
    expect(await pendingMigrations(app, ALL_MIGRATIONS)).toEqual([]);
    const tables = () =>
      app.query(`SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE nspname IN ('app', 'control', 'bullmq') ORDER BY c.oid`);
    const before = await tables();
    expect(before.length).toBeGreaterThan(20);

    expect(await migrateDatabase(adminUrl, ALL_MIGRATIONS)).toEqual([]);
    await migrateQueue(adminUrl);

    expect(await tables()).toEqual(before);
  } finally {
    await close();
  }
});

/** Guards what is there already: an upgrade adds to it. */
it('keeps the data of a database of an earlier time', async () => {
  const { adminUrl, urls } = database;
  const last = TENANCY_MIGRATIONS.at(-1);
  const earlier = ALL_MIGRATIONS.slice(0, ALL_MIGRATIONS.findIndex((one) => one === last) + 1);
  expect(await migrateDatabase(adminUrl, earlier)).toEqual(NAMES.slice(0, earlier.length));
  const { work, cells, app, close } = await openWork(urls);
  try {
    expect(await pendingMigrations(app, ALL_MIGRATIONS)).toEqual(NAMES.slice(earlier.length));
    const institution = { legalName: 'Lotus Ltd.', tradingName: 'Lotus', liveCells: 4 };
    const create = new CreateTenant(work, cells, new Canary(work, cells), clock);
    const made = await create.execute(actor, {
      slug: 'lotus',
      roles: ['provider'],
      ...institution,
    });
    expect(made).toMatchObject({ ok: true });

    expect(await migrateDatabase(adminUrl, ALL_MIGRATIONS)).toEqual(NAMES.slice(earlier.length));

    expect(await new Tenants(work).bySlug('lotus')).toEqual(made.ok && made.value);
    const { tenantId = '' } = made.ok ? made.value : {};
    expect(await cells.all(tenantId, 'live')).toHaveLength(4);
    expect(await pendingMigrations(app, ALL_MIGRATIONS)).toEqual([]);
  } finally {
    await close();
  }
});
