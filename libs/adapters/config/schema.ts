import { z } from 'zod';
import { whole, url, origin, postgres, port, GiB, MiB, DAY_MS, isNetwork } from './rules.js';

/** What `.env.example` says of a key, beside its description and default. */
export interface KeyNotes {
  readonly description: string;
  readonly example: string;
  readonly unit?: string;
  /** Published examples of a secret are refused in production. */
  readonly secret?: boolean;
}

const notes = (of: KeyNotes) => ({ ...of });

/** Every key of the environment that Assay reads: its rule, unit, default and example. */
export const SCHEMA = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('production')
    .meta(
      notes({
        description: 'How strict to be; production refuses what only eases development.',
        example: 'production',
      }),
    ),
  DATABASE_ADMIN_URL: postgres()
    .optional()
    .meta(
      notes({
        description:
          'PostgreSQL >= 15 as a role that may create roles and schemas: migrations and the command line. `npm start` brings up a server of its own when it is unset.',
        example: 'postgres://postgres:correct-horse@localhost:5432/assay',
        secret: true,
      }),
    ),
  DATABASE_URL: postgres().meta(
    notes({
      description: 'The cells, as the role of the apps, which owns nothing.',
      example: 'postgres://assay_app:battery-staple@localhost:5432/assay',
      secret: true,
    }),
  ),
  CONTROL_URL: postgres().meta(
    notes({
      description: 'Control, cell 0: tenants, keys, people, the directory.',
      example: 'postgres://assay_control:battery-staple@localhost:5432/assay',
      secret: true,
    }),
  ),
  RELAY_URL: postgres().meta(
    notes({
      description: 'The worker that moves committed events to the queue.',
      example: 'postgres://assay_relay:battery-staple@localhost:5432/assay',
      secret: true,
    }),
  ),
  QUEUE_URL: postgres().meta(
    notes({
      description: "The queue's schema, and LISTEN/NOTIFY.",
      example: 'postgres://assay_queue:battery-staple@localhost:5432/assay',
      secret: true,
    }),
  ),
  REDIS_URL: url(['redis:', 'rediss:'])
    .optional()
    .meta(
      notes({
        description:
          'Redis >= 7 or Valkey; when given, the queue runs there and no longer on PostgreSQL.',
        example: 'redis://localhost:6379/0',
        secret: true,
      }),
    ),
  API_HOST: z
    .string()
    .default('127.0.0.1')
    .meta(notes({ description: 'The address that the api listens on.', example: '0.0.0.0' })),
  API_PORT: port()
    .default(3000)
    .meta(notes({ description: 'The port of the api.', example: '3000' })),
  API_PUBLIC_URL: origin()
    .optional()
    .meta(
      notes({
        description:
          'How the world reaches the api. Needed in production, else http://localhost and the port.',
        example: 'https://api.example.org',
      }),
    ),
  PORTAL_HOST: z
    .string()
    .default('127.0.0.1')
    .meta(
      notes({
        description: "The address that the borrower's pages listen on.",
        example: '0.0.0.0',
      }),
    ),
  PORTAL_PORT: port()
    .default(3001)
    .meta(notes({ description: "The port of the borrower's pages.", example: '3001' })),
  PORTAL_PUBLIC_URL: origin()
    .optional()
    .meta(
      notes({
        description:
          "How the world reaches the borrower's pages. Needed in production, else http://localhost and the port.",
        example: 'https://consent.example.org',
      }),
    ),
  WORKER_HOST: z
    .string()
    .default('127.0.0.1')
    .meta(
      notes({
        description: 'The address on which the worker answers /healthz and /readyz.',
        example: '0.0.0.0',
      }),
    ),
  WORKER_PORT: whole(0, 65_535)
    .default(3003)
    .meta(
      notes({
        description: 'The port on which the worker answers /healthz and /readyz; 0: on none.',
        example: '3003',
      }),
    ),
  SMTP_URL: url(['smtp:', 'smtps:']).meta(
    notes({
      description: 'The server that sends mail.',
      example: 'smtps://mailer:battery-staple@smtp.example.org:465',
      secret: true,
    }),
  ),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*<?[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address, or a name and <address>')
    .default('Assay <no-reply@assay.invalid>')
    .meta(notes({ description: 'The sender of mail.', example: 'Assay <no-reply@example.org>' })),
  MAIL_INBOX_URL: url(['http:', 'https:'])
    .optional()
    .meta(
      notes({
        description:
          "The page of the catcher's inbox, linked where mail was sent. Refused in production.",
        example: 'http://localhost:3002',
      }),
    ),
  MAIL_CATCHER_SMTP_PORT: port()
    .default(3025)
    .meta(
      notes({
        description: 'The port on which `npm start` catches mail while SMTP_URL is unset.',
        example: '3025',
      }),
    ),
  MAIL_CATCHER_PORT: port()
    .default(3002)
    .meta(notes({ description: 'The port of the inbox page of caught mail.', example: '3002' })),
  PEPPER: z
    .string()
    .regex(/^(?:[0-9a-f]{2}){32,}$/i, 'must be hexadecimal, of 32 bytes or more')
    .meta(
      notes({
        description: 'Keys the hash of identifiers. Changing it orphans every index made with it.',
        unit: 'hexadecimal, 32 bytes or more',
        example: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
        secret: true,
      }),
    ),
  STAFF_JWT_SECRET: z
    .string()
    .refine((text) => Buffer.byteLength(text) >= 32, 'must have 32 bytes or more')
    .meta(
      notes({
        description: "Signs the staff's log-ins.",
        unit: 'text, 32 bytes or more',
        example: 'replace-me-with-32-or-more-random-bytes',
        secret: true,
      }),
    ),
  TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isNetwork), {
      error: 'must be IP addresses or networks such as 10.0.0.0/8, separated by commas',
    })
    .optional()
    .meta(
      notes({
        description:
          'Proxies whose X-Forwarded-For says from which address a call comes, for the limits by address. Unset: nobody is believed, and the address is that of the connection.',
        unit: 'addresses or networks, separated by commas',
        example: '127.0.0.1,10.0.0.0/8',
      }),
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .meta(notes({ description: 'The least severe log line that is written.', example: 'info' })),
  LOG_PRETTY: z
    .stringbool({ error: 'must be true or false' })
    .optional()
    .meta(
      notes({
        description: 'Lines for people in place of JSON. By default only in development.',
        example: 'false',
      }),
    ),
  RATE_LIMIT_PER_MINUTE: whole(1, 10_000_000)
    .default(600)
    .meta(
      notes({
        description: 'Calls allowed.',
        unit: 'calls a minute, per key and process',
        example: '600',
      }),
    ),
  BODY_LIMIT_BYTES: whole(1024, 64 * MiB)
    .default(MiB)
    .meta(
      notes({
        description: 'The largest body, but for bulk imports and models.',
        unit: 'bytes',
        example: '1048576',
      }),
    ),
  IMPORT_LIMIT_BYTES: whole(1024, 64 * GiB)
    .default(2 * GiB)
    .meta(notes({ description: 'The largest bulk import.', unit: 'bytes', example: '2147483648' })),
  IMPORTS_AT_ONCE: whole(1, 1000)
    .default(16)
    .meta(
      notes({
        description: 'Bulk imports that are taken in at once, of all institutions; beyond it 429.',
        unit: 'imports a process',
        example: '16',
      }),
    ),
  IMPORTS_AT_ONCE_PER_TENANT: whole(1, 1000)
    .default(4)
    .meta(
      notes({
        description: 'Bulk imports that are taken in at once, of one institution; beyond it 429.',
        unit: 'imports a process',
        example: '4',
      }),
    ),
  CLOCK_OFFSET_MS: whole(-3650 * DAY_MS, 3650 * DAY_MS)
    .default(0)
    .meta(
      notes({
        description: 'Shifts the clock, to test what expires. Refused in production.',
        unit: 'milliseconds',
        example: '0',
      }),
    ),
  POOL_SIZE: whole(1, 500)
    .default(10)
    .meta(
      notes({
        description: 'Database connections.',
        unit: 'connections a pool and process',
        example: '10',
      }),
    ),
  SCORE_BATCH_MAX: whole(1, 64)
    .default(64)
    .meta(
      notes({
        description:
          'Scores under consent that share a transaction where they are asked for at one moment; 1: each has its own.',
        unit: 'scores',
        example: '64',
      }),
    ),
  WEBHOOK_LOOPBACK: z
    .stringbool({ error: 'must be true or false' })
    .default(false)
    .meta(
      notes({
        description:
          'Lets webhooks go to this machine (localhost, 127.0.0.0/8, ::1), by http too and to any port, to try them out. Refused in production.',
        example: 'false',
      }),
    ),
  DATA_DIR: z
    .string()
    .optional()
    .meta(
      notes({
        description:
          'The folder of the local database and of files in transit. By default .data in the clone.',
        example: '/var/lib/assay',
      }),
    ),
});
