import { z } from 'zod';
import { type Cluster, PURPOSES, SHAREABLE_CLUSTERS } from '#consent-engine';
import { id, slug } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { email, text } from '../schema/text.js';

const REASON_MAX = 200;
const RETURN_URL_MAX = 500;
const CLUSTERS_MAX = 8;
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

const CLUSTERS = [...new Set<Cluster>(Object.values(SHAREABLE_CLUSTERS).flat())];
const STATES = [
  'AWAITING_AUTHORISATION',
  'AUTHORISED',
  'ACTIVE',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
  'CONSUMED',
] as const;

const cluster = () => z.enum(CLUSTERS);
const clusters = () => z.array(cluster()).max(CLUSTERS_MAX);
const count = () => z.int().min(1);
const frequency = () => z.strictObject({ unit: z.enum(['DAY', 'MONTH']), value: count() });

const terms = {
  purpose: z.enum(PURPOSES),
  clusters_needed: clusters(),
  clusters_optional: clusters(),
  days: count().meta({ description: 'The consent holds for so many days from the grant.' }),
  data_life_days: count().meta({
    description:
      'How long you may keep a score made from it and call it up again; never beyond the end of the consent, whichever comes first.',
  }),
  history_months: count().meta({ description: 'How far back the data that are read may reach.' }),
  mode: z.literal('QUERY').meta({ description: 'A score is computed; only the score leaves.' }),
  fetch_type: z.enum(['ONETIME', 'PERIODIC']),
};

const TERMS_EXAMPLE = {
  purpose: 'underwriting',
  clusters_needed: ['profile', 'orders'],
  clusters_optional: ['repayments', 'balances'],
  days: 30,
  data_life_days: 180,
  history_months: 24,
  mode: 'QUERY',
  fetch_type: 'ONETIME',
} as const;

/** Asks a borrower to let you read from a provider, for one application. */
export const ConsentRequestBody = z
  .strictObject({
    application_id: id(),
    provider: slug().meta({
      description: 'The short name of the institution that holds the data.',
    }),
    ...terms,
    reasons: z
      .partialRecord(cluster(), text(REASON_MAX))
      .default({})
      .meta({ description: 'Why you ask for each cluster, in your words, shown as such.' }),
    frequency: frequency()
      .optional()
      .meta({ description: 'Needed when PERIODIC: readings a calendar day or month.' }),
    email: email().optional().meta({
      description: 'Binds the request to who can read this mailbox. No code is ever sent to it.',
    }),
    return_url: text(RETURN_URL_MAX).optional(),
  })
  .refine(({ reasons, ...body }) => reasonsFit(reasons, body), {
    path: ['reasons'],
    error: 'must name clusters that are asked for',
  })
  .meta({
    id: 'RequestConsent',
    example: {
      application_id: ID,
      provider: 'sample-marketplace',
      ...TERMS_EXAMPLE,
      reasons: { orders: 'To see how steady your purchases are.' },
    },
  });

function reasonsFit(
  reasons: object,
  asked: {
    readonly clusters_needed: readonly string[];
    readonly clusters_optional: readonly string[];
  },
): boolean {
  const all = [...asked.clusters_needed, ...asked.clusters_optional];
  return Object.keys(reasons).every((name) => all.includes(name));
}

/** A request that was made: give the link to the borrower. */
export const MadeRequestAnswer = z
  .strictObject({
    consent_id: id(),
    status: z.enum(STATES),
    link: z.string().meta({ description: 'Names the request; opens nothing without a code.' }),
    lapses_at: instantOut(),
  })
  .meta({
    id: 'MadeConsentRequest',
    example: {
      consent_id: ID,
      status: 'AWAITING_AUTHORISATION',
      link: `https://consent.example.org/r/${ID}`,
      lapses_at: '2026-11-24T09:00:00.000Z',
    },
  });

/** How a request stands. A refusal and silence look alike until its time is over. */
export const RequestAnswer = z
  .strictObject({
    consent_id: id(),
    application_id: id(),
    provider: z.string(),
    ...terms,
    frequency: frequency().nullable(),
    status: z.enum(STATES),
    created_at: instantOut(),
    lapses_at: instantOut(),
    granted_at: instantOut().nullable(),
    expires_at: instantOut().nullable(),
    ended_at: instantOut().nullable(),
  })
  .meta({
    id: 'ConsentRequest',
    example: {
      consent_id: ID,
      application_id: ID,
      provider: 'sample-marketplace',
      ...TERMS_EXAMPLE,
      frequency: null,
      status: 'ACTIVE',
      created_at: '2026-11-24T08:00:00.000Z',
      lapses_at: '2026-11-24T09:00:00.000Z',
      granted_at: '2026-11-24T08:10:00.000Z',
      expires_at: '2026-12-24T08:10:00.000Z',
      ended_at: null,
    },
  });
