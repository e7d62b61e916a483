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
  const madeUp: Record<string, string> = {
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_URL: as('app'),
    CONTROL_URL: as('control'),
    RELAY_URL: as('relay'),
    QUEUE_URL: as('queue'),
    API_PUBLIC_URL: apiUrl,
    PORTAL_PUBLIC_URL: portalUrl,
    PEPPER: secrets.pepper,
    STAFF_JWT_SECRET: secrets.staffJwtSecret,
    RATE_LIMIT_PER_MINUTE: '6000',
    ...(start.NODE_ENV === 'production' ? {} : { WEBHOOK_LOOPBACK: 'true' }),
    ...(start.SMTP_URL === undefined ? catcherUrls(mail) : {}),
  };
  const given = Object.entries(own).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return { ...madeUp, ...Object.fromEntries(given), NODE_ENV: start.NODE_ENV };
}

const catcherUrls = ({ smtp, inbox }: MailPorts) => ({
  SMTP_URL: `smtp://127.0.0.1:${String(smtp)}`,
  MAIL_INBOX_URL: `http://localhost:${String(inbox)}`,
});

function roleUrl(adminUrl: string, role: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = `assay_${role}`;
  url.password = password;
  return url.href;
}
