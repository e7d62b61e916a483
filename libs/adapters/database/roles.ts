import type { Client } from 'pg';

/** The roles that the product runs under. `owner` cannot log in; none owns what it reads. */
export const ROLES = {
  owner: 'assay_owner',
  app: 'assay_app',
  control: 'assay_control',
  relay: 'assay_relay',
  queue: 'assay_queue',
} as const;

/** Connection addresses of the roles that log in; their passwords are set from here. */
export interface RoleUrls {
  readonly app: string;
  readonly control: string;
  readonly relay: string;
  readonly queue: string;
}

/** Creates the roles that are missing, and sets the passwords that the addresses name. */
export async function prepareRoles(admin: Client, urls: RoleUrls): Promise<void> {
  await createRole(admin, ROLES.owner, 'NOLOGIN');
  for (const name of ['app', 'control', 'relay', 'queue'] as const) {
    const role = ROLES[name];
    const { username, password } = new URL(urls[name]);
    if (decodeURIComponent(username) !== role)
      throw new Error(`The ${name} address must connect as ${role}, not as ${username}`);
    await createRole(admin, role, 'LOGIN');
    if (password)
      await admin.query(
        `ALTER ROLE ${role} PASSWORD ${admin.escapeLiteral(decodeURIComponent(password))}`,
      );
  }
}

async function createRole(admin: Client, role: string, login: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`CREATE ROLE ${role} ${login} NOSUPERUSER NOBYPASSRLS`);
}
