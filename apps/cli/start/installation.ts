import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Environment,
  loadStartConfig,
  processEnvironment,
  type StartConfig,
} from '#adapters/config';
import { cloneRoot, dataFolder, ENVIRONMENT_FILE, openDataFolder } from '../local/data-folder.js';
import { LocalFault } from '../local/local-fault.js';
import { ensurePostgres, type Postgres } from '../local/postgres.js';
import { AppProcess } from './app-process.js';
import { appsEnvironment, type MailPorts } from './environment.js';
import { refuseTakenPorts } from './ports.js';
import type { Progress } from './progress.js';
import { localSecrets, type Secrets } from './secrets.js';

const LOOPBACK = '127.0.0.1';
const OWNER_ONLY = 0o600;

/** A running installation on this machine. */
export interface Installation {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  readonly apiUrl: string;
  readonly portalUrl: string;
  readonly inboxUrl: string;
  /** Calls back when one of the apps ends by itself. */
  onEnd(callback: (why: string) => void): void;
  /** The fault, with what to do where it came of a disk that has filled up. */
  explain(fault: unknown): Promise<unknown>;
  /** Stops everything, PostgreSQL last. Safe to repeat. */
  stop(): Promise<void>;
}

/** Brings up database, mail catcher and apps, each step told to `progress`. */
export async function bringUp(progress: Progress): Promise<Installation> {
  const own = processEnvironment();
  const loaded = loadStartConfig(own);
  if (!loaded.ok) throw new LocalFault(loaded.error.join('\n'));
  const start = loaded.value;
  const folder = dataFolder(cloneRoot(), start.DATA_DIR);
  progress.step(`PostgreSQL on the data in ${folder}`, 6);
  await refuseTakenPorts(portsOf(start));
  await openDataFolder(folder);
  // They load while their database is brought up, and end before it.
  const apps = ['api', 'portal', 'worker'].map((name) =>
    AppProcess.start(name, cloneRoot(), join(folder, 'logs')),
  );
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(apps.map((app) => app.stop()));
    for (const one of stops.splice(0).reverse()) await one();
  };
  let explain = (fault: unknown): Promise<unknown> => Promise.resolve(fault);
  try {
    const postgres = await ensurePostgres({ folder, adminUrl: start.DATABASE_ADMIN_URL });
    stops.push(() => postgres.stop());
    explain = (fault) => postgres.explain(fault);
    const up = await bringUpApps({ own, start, folder, postgres, apps, progress, stops });
    return { ...up, explain, stop };
  } catch (fault) {
    const explained = await explain(fault);
    await stop();
    throw explained;
  }
}

interface BringingUp {
  readonly own: Environment;
  readonly start: StartConfig;
  readonly folder: string;
  readonly postgres: Postgres;
  readonly apps: readonly AppProcess[];
  readonly progress: Progress;
  readonly stops: (() => Promise<void>)[];
}

async function bringUpApps(on: BringingUp): Promise<Omit<Installation, 'explain' | 'stop'>> {
  const { own, start, folder, postgres, apps, progress, stops } = on;
  const secrets = await localSecrets(folder);
  const mail = { smtp: start.MAIL_CATCHER_SMTP_PORT, inbox: start.MAIL_CATCHER_PORT };
  const made = { adminUrl: postgres.adminUrl, secrets, mail };
  const environment = appsEnvironment(own, start, made);
  progress.step('Migrations', 4);
  const { migrateAll } = await import('../migrate.js');
  await migrateAll(environment);
  const path = join(folder, ENVIRONMENT_FILE);
  await writeFile(path, JSON.stringify(environment, null, 2), { mode: OWNER_ONLY });
  progress.step('The api, the portal and the worker', 6);
  if (start.SMTP_URL === undefined) await catchMail(mail, stops);
  for (const app of apps) app.configure(environment);
  await Promise.all(apps.map((app) => app.whenReady(() => isReady(app, environment))));
  return {
    folder,
    environment,
    secrets,
    apiUrl: environment['API_PUBLIC_URL'] ?? '',
    portalUrl: environment['PORTAL_PUBLIC_URL'] ?? '',
    inboxUrl: environment['MAIL_INBOX_URL'] ?? '',
    onEnd: (callback) => {
      for (const app of apps) app.onEnd(callback);
    },
  };
}

async function catchMail(
  { smtp, inbox }: MailPorts,
  stops: (() => Promise<void>)[],
): Promise<void> {
  const ports = { smtpPort: smtp, httpPort: inbox };
  const { startMailCatcher } = await import('#adapters/mail-catcher');
  const catcher = await startMailCatcher({ host: LOOPBACK, ...ports });
  stops.push(() => catcher.close());
}

/** Ports that this start listens on. */
function portsOf(start: StartConfig) {
  return [
    { what: 'the api', port: start.API_PORT, variable: 'API_PORT' },
    { what: 'the borrower’s pages', port: start.PORTAL_PORT, variable: 'PORTAL_PORT' },
    ...(start.WORKER_PORT === 0
      ? []
      : [{ what: 'the worker’s health', port: start.WORKER_PORT, variable: 'WORKER_PORT' }]),
    ...(start.SMTP_URL === undefined
      ? [
          {
            what: 'the mail catcher',
            port: start.MAIL_CATCHER_SMTP_PORT,
            variable: 'MAIL_CATCHER_SMTP_PORT',
          },
          {
            what: 'the caught mail’s inbox',
            port: start.MAIL_CATCHER_PORT,
            variable: 'MAIL_CATCHER_PORT',
          },
        ]
      : []),
  ];
}

async function isReady(
  app: AppProcess,
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  if (app.name === 'worker') return app.saidReady;
  const url =
    app.name === 'api'
      ? `${environment['API_PUBLIC_URL'] ?? ''}/readyz`
      : `${environment['PORTAL_PUBLIC_URL'] ?? ''}/readyz`;
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}
