import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { newId } from '#adapters/database';
import { Directory, SettleConsents } from '#consent';
import { Tenants } from '#tenancy';
import { Rig } from '../queue/rig.js';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const NO_QUEUE = { name: 'none', jobs: async () => 0, lose: async () => undefined };
const now = new Date();
const lapsedAt = new Date(now.getTime() - HOUR_MS);

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.open(NO_QUEUE);
});
afterAll(() => rig.close());

const sweep = (): Promise<void> => {
  const { work, cells } = rig.institution;
  const directory = new Directory(work, cells, new Tenants(work));
  return new SettleConsents(work, directory).run(now);
};

async function enter(recipientTenantId: string, dueAt: Date): Promise<string> {
  const consentId = newId(lapsedAt, 0);
  await rig.admin.query(
    `INSERT INTO control.directory (consent_id, mode, recipient_tenant_id, provider_tenant_id,
       created_at, due_at) VALUES ($1, 'live', $2, $2, $3, $3)`,
    [consentId, recipientTenantId, dueAt],
  );
  return consentId;
}

/** A request of the rig's institution whose time is over. */
async function request(status: string): Promise<string> {
  const { cells, tenantId } = rig.institution;
  const consentId = await enter(tenantId, lapsedAt);
  const { cellId } = await cells.home(tenantId, 'live');
  await rig.admin.query(
    `INSERT INTO app.consent_request (cell_id, consent_id, subject_id, application_id,
       provider_tenant_id, subject_kind, purpose, mode, fetch_type, history_months, data_life_days,
       clusters_needed, clusters_optional, reasons, days, status, created_at, lapses_at)
     VALUES ($1, $2, $2, $2, $3, 'person', 'underwriting', 'QUERY', 'ONETIME', 1, 1, '{orders}',
       '{}', '{}', 1, $4, $5, $5)`,
    [cellId, consentId, tenantId, status, lapsedAt],
  );
  return consentId;
}

const stateOf = async (consentId: string) =>
  (
    await rig.admin.query(
      `SELECT d.due_at, r.status, (SELECT count(*)::int FROM app.audit_entry e
         WHERE e.consent_id = d.consent_id AND e.action = 'consent.lapsed') AS told
       FROM control.directory d JOIN app.consent_request r USING (consent_id)
       WHERE d.consent_id = $1`,
      [consentId],
    )
  ).rows[0];

/** Guards every lender and borrower against one broken entry, and the log against saying it twice. */
it('settles the others although one entry fails, and tells each lapse once however often it runs', async () => {
  const broken = await enter(randomUUID(), new Date(lapsedAt.getTime() - HOUR_MS));
  const [open, rejected] = [await request('AWAITING_AUTHORISATION'), await request('REJECTED')];

  await expect(sweep()).rejects.toThrow('1 consents could not be settled');

  expect(await stateOf(open)).toEqual({ due_at: null, status: 'REJECTED', told: 1 });
  expect(await stateOf(rejected)).toEqual({ due_at: null, status: 'REJECTED', told: 1 });
  const { rows } = await rig.admin.query<{ due_at: Date }>(
    'SELECT due_at FROM control.directory WHERE consent_id = $1',
    [broken],
  );
  expect(rows[0]?.due_at.getTime()).toBeGreaterThan(now.getTime());

  // As after a kill between the cell's commit and control's.
  await rig.admin.query('UPDATE control.directory SET due_at = $1', [lapsedAt]);
  await expect(sweep()).rejects.toThrow();
  expect(await stateOf(open)).toMatchObject({ due_at: null, told: 1 });
  expect(await stateOf(rejected)).toMatchObject({ due_at: null, told: 1 });
});
