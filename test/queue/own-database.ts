import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { prepareRoles, type RoleUrls, UnitOfWork } from '#adapters/database';
import { Cells } from '#tenancy';
import { testEnvironment } from '../support/environment.js';

/** A database on the tests' server, under the server's roles, with nothing in it yet. */
export interface OwnDatabase {
  readonly name: string;
  readonly adminUrl: string;
  readonly urls: RoleUrls;
  drop(): Promise<void>;
}

/** Makes one. */
export async function createDatabase(): Promise<OwnDatabase> {
  const { adminUrl } = testEnvironment();
  const name = `assay_own_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, (root) => root.query(`CREATE DATABASE ${name}`));
  const own = new URL(adminUrl);
  own.pathname = `/${name}`;
  const urls = {
    app: roleUrl(own, 'app'),
    control: roleUrl(own, 'control'),
    relay: roleUrl(own, 'relay'),
    queue: roleUrl(own, 'queue'),
  };
  await asAdmin(own.href, (client) => prepareRoles(client, urls));
  const drop = () =>
    asAdmin(adminUrl, async (root) => {
      await root.query(`DROP DATABASE ${name} WITH (FORCE)`);
    });
  return { name, adminUrl: own.href, urls, drop };
}

/** What use cases stand on in that database. */
export async function openWork(urls: RoleUrls): Promise<{
  readonly work: UnitOfWork;
  readonly cells: Cells;
  readonly app: DataSource;
  close(): Promise<void>;
}> {
  const [app, control] = await Promise.all([sourceOf(urls.app), sourceOf(urls.control)]);
  const work = new UnitOfWork({ of: ({ cellId }) => (cellId === 0 ? control : app) });
  const close = async () => {
    await app.destroy();
    await control.destroy();
  };
  return { work, cells: new Cells(work), app, close };
}

const sourceOf = (url: string) =>
  new DataSource({ type: 'postgres', url, extra: { pipeline: true } }).initialize();

async function asAdmin<T>(url: string, deed: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await deed(client);
  } finally {
    await client.end();
  }
}

/** The role's address there; the role is the server's, so its password is too. */
function roleUrl(own: URL, role: 'app' | 'control' | 'relay' | 'queue'): string {
  const key = role === 'app' ? 'DATABASE_URL' : `${role.toUpperCase()}_URL`;
  const url = new URL(own);
  url.username = `assay_${role}`;
  url.password = new URL(testEnvironment().environment[key] ?? '').password;
  return url.href;
}
