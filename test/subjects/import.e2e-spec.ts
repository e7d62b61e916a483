import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import {
  importRows,
  must,
  newTenant,
  shopperRows,
  type TestTenant,
  until,
} from '../support/harness.js';
import { call } from '../support/http.js';
import { importFile } from './bad-input.js';

jest.setTimeout(180_000);

interface Row {
  readonly reference: string;
  readonly email: string;
  readonly basis: Readonly<Record<string, string>>;
  readonly cluster: string;
  readonly data: Readonly<Record<string, unknown>>;
}
const COLUMNS = ['basis', 'purpose', 'notice', 'from'] as const;
const SHOPPERS = 40;

afterAll(() => auditor.close());

function csvOf(rows: readonly Row[]): string {
  const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
  const header = 'reference,email,basis,basis_purpose,basis_notice,basis_from,cluster,data';
  const lines = rows.map(({ reference, email, basis, cluster, data }) =>
    [reference, email, ...COLUMNS.map((name) => basis[name] ?? ''), cluster, JSON.stringify(data)]
      .map(quoted)
      .join(','),
  );
  return [header, ...lines].join('\r\n');
}

/** What is kept of a tenant's subjects, by reference: what they said, documents, features. */
async function keptOf(tenant: TestTenant): Promise<Record<string, unknown>[]> {
  return auditor.query(
    `SELECT s.reference, s.kind, s.email, s.basis, s.basis_purpose, s.basis_notice, s.basis_from,
       s.basis_until, s.objected_at,
       (SELECT json_object_agg(cluster, data ORDER BY cluster) FROM app.subject_cluster c
        WHERE c.cell_id = s.cell_id AND c.subject_id = s.subject_id) AS clusters,
       (SELECT json_agg(json_build_array(feature_set, as_of, encode(packed, 'hex')))
        FROM app.subject_features f
        WHERE f.cell_id = s.cell_id AND f.subject_id = s.subject_id) AS features
     FROM app.subject s JOIN control.cell USING (cell_id)
     WHERE tenant_id = $1 ORDER BY reference`,
    [tenant.tenantId],
  );
}

async function importCsv(tenant: TestTenant, rows: readonly Row[]): Promise<void> {
  const staged = await importFile(tenant, 'csv', csvOf(rows));
  const { import_id: id } = must(staged, 202);
  await until('the import is done', async () => {
    return (await call(tenant.key, `/v1/imports/${String(id)}`)).body['status'] === 'done';
  });
}

/** Whoever sends CSV must be scored as if they had sent JSON. */
it('keeps the same of a CSV as of NDJSON', async () => {
  const rows = shopperRows(0, SHOPPERS, 'same') as Row[];
  const [one, other] = await Promise.all([newTenant(), newTenant()]);

  await Promise.all([importRows(one, 'person', rows), importCsv(other, rows)]);

  const kept = await keptOf(one);
  expect(kept).toHaveLength(SHOPPERS);
  expect(kept[0]).toMatchObject({ basis: 'contract', features: [expect.any(Array)] });
  expect(await keptOf(other)).toEqual(kept);
});

describe('a second import', () => {
  /** Guards the address that one-time codes go to: an older file must not bring the old one back. */
  it('holds over one that was accepted before it and takes longer', async () => {
    const tenant = await newTenant();
    const long = shopperRows(0, 800, 'turn') as Row[];
    const last = long.at(-1)?.reference ?? '';
    const short = long
      .filter(({ reference }) => reference === last)
      .map((row) => ({ ...row, email: 'new.address@mail.invalid' }));

    const ids: string[] = [];
    for (const rows of [long, short]) {
      const lines = rows.map((row) => JSON.stringify(row)).join('\n');
      ids.push(String(must(await importFile(tenant, 'ndjson', lines), 202)['import_id']));
    }
    for (const id of ids)
      await until('the import is done', async () => {
        return (await call(tenant.key, `/v1/imports/${id}`)).body['status'] === 'done';
      });

    const kept = await keptOf(tenant);
    expect(kept.find(({ reference }) => reference === last)?.['email']).toBe(
      'new.address@mail.invalid',
    );
  });

  /** Guards the subject who said no: a provider's nightly file must not bring them back. */
  it('replaces what the first said, and leaves an objection as it is', async () => {
    const tenant = await newTenant();
    const first = shopperRows(0, 2, 'again') as Row[];
    const [objector, other] = [...new Set(first.map(({ reference }) => reference))];
    await importRows(tenant, 'person', first);
    const found = await call(tenant.key, `/v1/subjects?reference=${objector ?? ''}`);
    const { subject_id: id } = must(found, 200);
    must(await call(tenant.key, `/v1/subjects/${String(id)}/objection`, { method: 'POST' }), 200);
    const before = await keptOf(tenant);

    // The clusters of other shoppers under the same references, and another basis and address.
    const basis = { ...first[0]?.basis, basis: 'consent', notice: 'of 2027' };
    const second = (shopperRows(2, 2, 'again') as Row[]).map((row, at) => ({
      ...row,
      reference: first[at]?.reference ?? '',
      email: `new.${first[at]?.email ?? ''}`,
      basis,
    }));
    expect(second.map(({ cluster }) => cluster)).toEqual(first.map(({ cluster }) => cluster));
    await importRows(tenant, 'person', second);

    const after = await keptOf(tenant);
    expect(after.map((row) => row['reference'])).toEqual([objector, other].sort());
    for (const [at, row] of after.entries()) {
      const sent = second.filter(({ reference }) => reference === row['reference']);
      expect(row).toMatchObject({
        email: sent[0]?.email,
        basis: 'consent',
        basis_notice: 'of 2027',
      });
      const clusters = Object.fromEntries(sent.map(({ cluster, data }) => [cluster, data]));
      expect(row['clusters']).toEqual(clusters);
      expect(row['features']).not.toEqual(before[at]?.['features']);
      expect(row['objected_at']).toEqual(before[at]?.['objected_at']);
    }
    const objected = after.filter((row) => row['objected_at'] !== null);
    expect(objected.map((row) => row['reference'])).toEqual([objector]);
  });

  it('of one cluster leaves the others, and says nothing of what it does not name', async () => {
    const tenant = await newTenant();
    const rows = shopperRows(0, 1, 'part') as Row[];
    await importRows(tenant, 'person', rows);
    const [before] = await keptOf(tenant);
    const orders = rows.find(({ cluster }) => cluster === 'orders');
    const data = { currency: 'CNY', orders: [] };

    await importRows(tenant, 'person', [{ reference: orders?.reference, cluster: 'orders', data }]);

    const [after] = await keptOf(tenant);
    expect(orders?.data['orders']).not.toEqual([]);
    const clusters = { ...(before?.['clusters'] as object), orders: data };
    expect(after).toEqual({ ...before, clusters, features: after?.['features'] });
    expect(after?.['features']).not.toEqual(before?.['features']);
  });

  /** A mailbox that a person gave up must no longer lead to their data. */
  it('finds a subject by the new address, and no longer by the old', async () => {
    const tenant = await newTenant();
    const [row] = shopperRows(0, 1, tenant.slug) as Row[];
    const hashes = () =>
      auditor.query<{ hash: string }>(
        `SELECT encode(hash, 'hex') AS hash FROM app.identifier JOIN control.cell USING (cell_id)
         WHERE tenant_id = $1`,
        [tenant.tenantId],
      );
    await importRows(tenant, 'person', [row ?? {}]);
    const before = await hashes();
    await importRows(tenant, 'person', [{ ...row, email: `new.${row?.email ?? ''}` }]);
    const after = await hashes();

    expect([before, after].map((found) => found.length)).toEqual([1, 1]);
    expect(after).not.toEqual(before);
  });
});
