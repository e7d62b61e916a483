import pg from 'pg';
import { LocalFault } from './local-fault.js';

const VERSION_MIN = 15;
const CONNECT_MS_MAX = 10_000;

interface Server {
  readonly version: string;
  readonly encoding: string;
  readonly may: boolean;
}

/** Refuses a server that the migrations could not run on, in words for whoever named it. */
export async function checkServer(adminUrl: string): Promise<void> {
  const { hostname, port, pathname } = new URL(adminUrl);
  const where = `DATABASE_ADMIN_URL (${hostname}:${port === '' ? '5432' : port}${pathname})`;
  const { version, encoding, may } = await ask(adminUrl, where);
  if (Math.floor(Number(version) / 10_000) < VERSION_MIN)
    throw new LocalFault(
      `${where}: the server is PostgreSQL ${Number(version) / 10_000}; ` +
        `Assay needs ${VERSION_MIN} or later.`,
    );
  if (encoding !== 'UTF8')
    throw new LocalFault(
      `${where}: the database is encoded in ${encoding}; Assay needs UTF8. Create one by ` +
        "CREATE DATABASE assay ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0.",
    );
  if (!may) throw new LocalFault(`${where}: the role may not create roles; give one that may.`);
}

async function ask(adminUrl: string, where: string): Promise<Server> {
  const client = new pg.Client({
    connectionString: adminUrl,
    connectionTimeoutMillis: CONNECT_MS_MAX,
  });
  try {
    await client.connect();
    const { rows } = await client.query<Server>(
      `SELECT current_setting('server_version_num') AS version,
              pg_encoding_to_char(d.encoding) AS encoding,
              r.rolsuper OR r.rolcreaterole AS may
         FROM pg_database d, pg_roles r
        WHERE d.datname = current_database() AND r.rolname = current_user`,
    );
    const server = rows.at(0);
    if (!server) throw new LocalFault(`${where}: the server does not know its own database.`);
    return server;
  } catch (error) {
    if (error instanceof LocalFault) throw error;
    throw new LocalFault(`${where} cannot be used: ${saidOf(error)}.`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Several addresses of one host fail as one error without a text of its own. */
function saidOf(error: unknown): string {
  const { message = '', errors = [] } = error as { message?: string; errors?: readonly unknown[] };
  return message === '' ? errors.map(saidOf).join('; ') : message;
}
