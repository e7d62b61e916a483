/**
 * Brings up what behaviour tests talk to: a PostgreSQL of their own under production's roles, a mail
 * catcher, and the built apps, each a process of its own, on free ports.
 */
import { mkdtempSync, writeFileSync, mkdirSync, rmSync, chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

const ROOT = join(import.meta.dirname, '..', '..');
const dist = (path) => import(join(ROOT, 'dist', path));

export const STATE_FILE = join(ROOT, '.cache', 'test-environment.json');

export default async function setUp() {
  const { ensurePostgres } = await dist('apps/cli/local/postgres.js');
  const { migrateAll } = await dist('apps/cli/migrate.js');
  const { withUseCases } = await dist('apps/cli/context.js');
  const { AppProcess } = await dist('apps/cli/start/app-process.js');
  const { startMailCatcher } = await dist('libs/adapters/mail-catcher/index.js');

  const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
  chmodSync(folder, 0o755);
  const postgres = await ensurePostgres({ folder: join(folder, 'data'), durable: false });
  const [apiPort, portalPort, smtpPort, inboxPort, workerPort] = await freePorts(5);
  const catcher = await startMailCatcher({ host: '127.0.0.1', smtpPort, httpPort: inboxPort });
  const environment = environmentOf(postgres.adminUrl, {
    apiPort,
    portalPort,
    workerPort,
    catcher,
  });
  await migrateAll(environment);
  const operator = await createOperator(withUseCases, environment);
  const models = await trainModels();

  const apps = ['api', 'portal', 'worker'].map((name) =>
    AppProcess.start(name, ROOT, join(folder, 'logs')),
  );
  for (const app of apps) app.configure(environment);
  const state = {
    folder,
    environment,
    operator,
    models,
    adminUrl: postgres.adminUrl,
    apiUrl: environment.API_PUBLIC_URL,
    portalUrl: environment.PORTAL_PUBLIC_URL,
    inboxUrl: catcher.inboxUrl,
  };
  const answers = (url) => () =>
    globalThis.fetch(url).then(
      (r) => r.ok,
      () => false,
    );
  await apps[0].whenReady(answers(`${state.apiUrl}/readyz`));
  await apps[1].whenReady(answers(`${state.portalUrl}/readyz`));
  await apps[2].whenReady(() => Promise.resolve(apps[2].saidReady));
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(STATE_FILE, JSON.stringify(state));

  globalThis.__tearDown = async () => {
    await Promise.all(apps.map((app) => app.stop()));
    await catcher.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(STATE_FILE, { force: true });
  };
}

function environmentOf(adminUrl, { apiPort, portalPort, workerPort, catcher }) {
  const password = randomBytes(16).toString('hex');
  const as = (role) => {
    const url = new URL(adminUrl);
    url.username = `assay_${role}`;
    url.password = password;
    return url.href;
  };
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_URL: as('app'),
    CONTROL_URL: as('control'),
    RELAY_URL: as('relay'),
    QUEUE_URL: as('queue'),
    API_PORT: String(apiPort),
    API_PUBLIC_URL: `http://localhost:${apiPort}`,
    PORTAL_PORT: String(portalPort),
    PORTAL_PUBLIC_URL: `http://localhost:${portalPort}`,
    WORKER_PORT: String(workerPort),
    SMTP_URL: catcher.smtpUrl,
    MAIL_INBOX_URL: catcher.inboxUrl,
    PEPPER: randomBytes(32).toString('hex'),
    STAFF_JWT_SECRET: randomBytes(48).toString('base64url'),
    RATE_LIMIT_PER_MINUTE: '100000',
    WEBHOOK_LOOPBACK: 'true',
    LOG_LEVEL: 'info',
  };
}

async function createOperator(withUseCases, environment) {
  const { CreateStaff } = await dist('libs/identity/index.js');
  const account = {
    email: 'operator@assay.invalid',
    password: randomBytes(18).toString('base64url'),
  };
  await withUseCases(environment, (context) =>
    context
      .get(CreateStaff)
      .execute(
        { kind: 'system', id: 'test', requestId: 'test' },
        { ...account, name: 'Operator', role: 'operator', tenant: null },
      ),
  );
  return account;
}

/** One scorecard a kind, learnt once from a small simulated world; tests rename it as their own. */
async function trainModels() {
  const { createWorld } = await dist('libs/simulator/index.js');
  const { computeFeatureRows } = await dist('libs/score-engine/index.js');
  const { trainScorecard } = await dist('libs/learn-engine/index.js');
  const { FEATURE_SETS } = await dist('libs/subjects/index.js');
  const asOf = new Date('2026-11-01T00:00:00Z');
  const observed = new Date('2025-11-01T00:00:00Z');
  const world = createWorld({ seed: 7, asOf });
  const learn = (kind, count, subjectOf) => {
    const subjects = Array.from({ length: count }, (_, i) => subjectOf(i));
    const { definitions, hash } = FEATURE_SETS[kind];
    const artefact = trainScorecard({
      definitions,
      featureSetHash: hash,
      x: computeFeatureRows(
        definitions,
        subjects.map(({ clusters }) => clusters),
        observed,
      ),
      y: Uint8Array.from(subjects, ({ truth }) => Number(truth.badWithin12m)),
      subjectIds: subjects.map(({ reference }) => reference),
      seed: 1,
      event: '90 days late',
      horizonMonths: 12,
      population: 'test',
      asOf: observed,
      dataHash: null,
    });
    if (!artefact.ok) throw new Error(JSON.stringify(artefact.error));
    return artefact.value;
  };
  return {
    person: learn('person', 5000, (i) => world.shopper(i)),
    firm: learn('firm', 4000, (i) => world.merchant(i)),
  };
}

async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
