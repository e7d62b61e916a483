import type { KeyNotes } from './schema.js';
import { SCHEMA } from './schema.js';

/** Fewer different characters than this in 32 bytes were typed, not drawn. */
const DISTINCT_MIN = 8;
const GUESSABLE = /change-?me|replace-?me|example|secret|password|12345678/i;

type Given = Readonly<Record<string, string | undefined>>;

/**
 * What is allowed in development and refused in production: guessable secrets, a shifted clock,
 * the mail catcher, webhooks to this machine, unencrypted public addresses. Reads the raw values, so that these faults are
 * listed beside those of form.
 */
export function productionFaults(given: Given): string[] {
  if ((given['NODE_ENV'] ?? 'production') !== 'production') return [];
  return [
    ...['PEPPER', 'STAFF_JWT_SECRET'].filter((key) => isGuessable(given[key])).map(tooWeak),
    ...secretUrls()
      .filter((key) => hasGuessablePassword(key, given[key]))
      .map(tooWeak),
    ...['API_PUBLIC_URL', 'PORTAL_PUBLIC_URL'].flatMap((key) => publicUrlFaults(key, given[key])),
    ...((given['CLOCK_OFFSET_MS'] ?? '0') === '0'
      ? []
      : ['CLOCK_OFFSET_MS: must be 0 in production']),
    ...(given['MAIL_INBOX_URL'] === undefined
      ? []
      : ['MAIL_INBOX_URL: must be unset in production']),
    ...(/^(?:true|1|yes|on|y|enabled)$/i.test(given['WEBHOOK_LOOPBACK'] ?? '')
      ? ['WEBHOOK_LOOPBACK: must be false in production']
      : []),
  ];
}

const tooWeak = (key: string) => `${key}: is weak or published; draw a random one for production`;

const keyNotes = (key: string) =>
  SCHEMA.shape[key as keyof typeof SCHEMA.shape].meta() as unknown as KeyNotes;

const secretUrls = () =>
  Object.keys(SCHEMA.shape).filter((key) => key.endsWith('_URL') && keyNotes(key).secret === true);

function isGuessable(secret: string | undefined): boolean {
  if (secret === undefined) return false; // the schema says that it is not set
  return new Set(secret).size < DISTINCT_MIN || GUESSABLE.test(secret);
}

/** An address without a password is let through: certificates and peer log-ins have none. */
function hasGuessablePassword(key: string, value: string | undefined): boolean {
  if (value === undefined || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  if (password === '') return false;
  const published = new URL(keyNotes(key).example).password;
  const common = ['postgres', 'assay', 'admin', 'root', username, published];
  return common.includes(password) || GUESSABLE.test(password);
}

function publicUrlFaults(key: string, value: string | undefined): string[] {
  if (value === undefined) return [`${key}: is not set`];
  if (!URL.canParse(value)) return []; // the schema says so
  const { protocol, hostname } = new URL(value);
  const here = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || here ? [] : [`${key}: must begin with https:// in production`];
}
