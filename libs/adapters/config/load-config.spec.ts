import { envExample, loadConfig, loadStartConfig, SystemClock } from '#adapters/config';
import { SCHEMA } from './schema.js';

const role = (name: string) => `postgres://${name}:k7Qw2-xN9p@db.internal:5432/assay`;
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: role('assay_app'),
  CONTROL_URL: role('assay_control'),
  RELAY_URL: role('assay_relay'),
  QUEUE_URL: role('assay_queue'),
  SMTP_URL: 'smtps://mailer:k7Qw2-xN9p@smtp.internal:465',
  PEPPER: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  STAFF_JWT_SECRET: 'Zt4vX0qLr8yBn2mKc6wHd1sJf9gPe3uA',
  API_PUBLIC_URL: 'https://api.assay.example',
  PORTAL_PUBLIC_URL: 'https://consent.assay.example',
};
const development = { ...production, NODE_ENV: 'development' };

const faultsOf = (env: Record<string, string | undefined>) => {
  const loaded = loadConfig(env);
  return loaded.ok ? [] : loaded.error;
};

it('gives each key its default, typed', () => {
  const loaded = loadConfig(production);
  expect(loaded).toMatchObject({
    ok: true,
    value: {
      API_PORT: 3000,
      BODY_LIMIT_BYTES: 2 ** 20,
      IMPORT_LIMIT_BYTES: 2 ** 31,
      LOG_PRETTY: false,
    },
  });
});

it('lists every fault at once, of form and of production, and repeats no value', () => {
  const faults = faultsOf({
    ...production,
    DATABASE_URL: 'mysql://root:hunter2@db',
    CONTROL_URL: undefined,
    API_PORT: '65536',
    PEPPER: 'aa'.repeat(32),
    CLOCK_OFFSET_MS: '1',
  });
  expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
    'API_PORT',
    'CLOCK_OFFSET_MS',
    'CONTROL_URL',
    'DATABASE_URL',
    'PEPPER',
  ]);
  expect(faults.join()).not.toContain('hunter2');
  expect(faults).toContain('CONTROL_URL: is not set');
});

/** A shifted clock revives consents that have ended. */
it('shifts the clock in development and never in production', () => {
  expect(faultsOf({ ...development, CLOCK_OFFSET_MS: '86400000' })).toEqual([]);
  expect(faultsOf({ ...production, CLOCK_OFFSET_MS: '86400000' })).toHaveLength(1);
});

it('takes an unset NODE_ENV for production', () => {
  expect(faultsOf({ ...production, NODE_ENV: undefined, CLOCK_OFFSET_MS: '5' })).toHaveLength(1);
});

it.each([
  ['PEPPER', '0123456789abcdef'.repeat(4)],
  ['PEPPER', '00'.repeat(32)],
  ['STAFF_JWT_SECRET', 'replace-me-with-32-or-more-random-bytes'],
  ['DATABASE_URL', 'postgres://assay_app:assay_app@db/assay'],
  ['DATABASE_URL', 'postgres://assay_app:battery-staple@db/assay'],
  ['API_PUBLIC_URL', 'http://api.assay.example'],
  ['MAIL_INBOX_URL', 'http://localhost:3003'],
])('refuses in production alone: %s=%s', (key, value) => {
  expect(faultsOf({ ...production, [key]: value })).toHaveLength(1);
  expect(faultsOf({ ...development, [key]: value })).toEqual([]);
});

it.each([
  ['PEPPER', 'ab'.repeat(31)],
  ['STAFF_JWT_SECRET', 'x'.repeat(31)],
  ['POOL_SIZE', '0'],
  ['POOL_SIZE', '1e2'],
  ['LOG_PRETTY', 'perhaps'],
  ['API_PUBLIC_URL', 'https://api.assay.example/'],
  ['MAIL_FROM', 'a@b\r\nBcc: c@d'],
])('refuses everywhere: %s=%j', (key, value) => {
  expect(faultsOf({ ...development, [key]: value })).toHaveLength(1);
});

it('counts an empty value as unset', () => {
  expect(faultsOf({ ...production, REDIS_URL: '', API_PORT: '' })).toEqual([]);
});

it('lets the start make addresses and secrets itself, yet refuses a malformed one', () => {
  expect(loadStartConfig({})).toMatchObject({ ok: true, value: { NODE_ENV: 'development' } });
  expect(loadStartConfig({ REDIS_URL: 'localhost' })).toMatchObject({ ok: false });
});

it('describes every key, and its example passes the key in development', () => {
  const text = envExample();
  for (const [key, rule] of Object.entries(SCHEMA.shape)) {
    const example = new RegExp(`^(?:# )?${key}="?(.*?)"?$`, 'm').exec(text)?.[1];
    expect(rule.safeParse(example)).toMatchObject({ success: true });
    expect(rule.meta()).toMatchObject({ description: expect.stringMatching(/\.$/) });
  }
});

it('shifts now by the offset', () => {
  const shifted = new SystemClock(3_600_000).now().getTime() - new SystemClock(0).now().getTime();
  expect(Math.abs(shifted - 3_600_000)).toBeLessThan(1000);
});
