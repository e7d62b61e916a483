import type { Environment, StartConfig } from '#adapters/config';
import type { Secrets } from './secrets.js';

/** Ports of the local catcher of mail. */
export interface MailPorts {
  readonly smtp: number;
  readonly inbox: number;
}

/** What the apps are started with: everything that was not given, made up for this machine. */
export function appsEnvironment(
  own: Environment,
  start: StartConfig,
  made: { readonly adminUrl: string; readonly secrets: Secrets; readonly mail: MailPorts },
): Record<string, string> {
  const { adminUrl, secrets, mail } = made;
  const as = (role: string) => roleUrl(adminUrl, role, secrets.rolePassword);
  const apiUrl = start.API_PUBLIC_URL ?? `http://localhost:${String(start.API_PORT)}`;
  const portalUrl = start.PORTAL_PUBLIC_URL ?? `http://localhost:${String(start.PORTAL_PORT)}`;
  const environment: Record<string, string | undefined> = {
    NODE_ENV: start.NODE_ENV,
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_URL: start.DATABASE_URL ?? as('app'),
    CONTROL_URL: start.CONTROL_URL ?? as('control'),
    RELAY_URL: start.RELAY_URL ?? as('relay'),
    QUEUE_URL: start.QUEUE_URL ?? as('queue'),
    API_PUBLIC_URL: apiUrl,
    PORTAL_PUBLIC_URL: portalUrl,
    SMTP_URL: start.SMTP_URL ?? `smtp://127.0.0.1:${String(mail.smtp)}`,
    MAIL_INBOX_URL: start.SMTP_URL ? undefined : `http://localhost:${String(mail.inbox)}`,
    PEPPER: start.PEPPER ?? secrets.pepper,
    STAFF_JWT_SECRET: start.STAFF_JWT_SECRET ?? secrets.staffJwtSecret,
    RATE_LIMIT_PER_MINUTE: own['RATE_LIMIT_PER_MINUTE'] ?? '6000',
  };
  const given = Object.entries({ ...own, ...environment });
  return Object.fromEntries(given.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

function roleUrl(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = `assay_${role}`;
  url.password = password;
  return url.href;
}
