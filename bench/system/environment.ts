import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { Environment } from '#adapters/config';

const LOCAL = '127.0.0.1';

/** What the apps are started with: production's defaults, a rate that does not limit. */
export async function benchEnvironment(adminUrl: string): Promise<Environment> {
  const password = randomBytes(16).toString('hex');
  const as = (role: string): string => {
    const url = new URL(adminUrl);
    url.username = `assay_${role}`;
    url.password = password;
    return url.href;
  };
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_URL: as('app'),
    CONTROL_URL: as('control'),
    RELAY_URL: as('relay'),
    QUEUE_URL: as('queue'),
    PORTAL_PUBLIC_URL: `http://${LOCAL}`,
    // Nothing is mailed.
    SMTP_URL: `smtp://${LOCAL}:${String(await freePort())}`,
    PEPPER: randomBytes(32).toString('hex'),
    STAFF_JWT_SECRET: randomBytes(48).toString('base64url'),
    RATE_LIMIT_PER_MINUTE: '10000000',
    ...(await apiAddress()),
  };
}

/** A port for one more api. */
export async function apiAddress(): Promise<{ API_PORT: string; API_PUBLIC_URL: string }> {
  const port = String(await freePort());
  return { API_PORT: port, API_PUBLIC_URL: `http://${LOCAL}:${port}` };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOCAL, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
