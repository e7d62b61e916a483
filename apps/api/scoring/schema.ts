import { z } from 'zod';
import { PURPOSES } from '#consent-engine';
import { FAVOURABLE_MAX, REASONS_MAX, SCORE_STATES } from '#score-engine';
import { err } from '#kernel';
import { type AskedItem, CALL_ITEMS_MAX, DEADLINE_MS } from '#scoring';
import { faultsOf } from '../http/schema.pipe.js';
import { id } from '../schema/id.js';
import { instant, instantOut } from '../schema/instant.js';

const SHA256 = 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a';
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';

const ITEM_EXAMPLE = { consent_id: ID, purpose: 'underwriting', application_id: ID };

/** A score under a consent. */
const ScoreItem = z
  .strictObject({ consent_id: id(), purpose: z.enum(PURPOSES), application_id: id() })
  .meta({ id: 'ScoreItem', example: ITEM_EXAMPLE });

const deadline = {
  deadline_ms: z
    .int()
    .min(0)
    .max(DEADLINE_MS.max)
    .default(DEADLINE_MS.default)
    .meta({
      description:
        'How long the call waits for its scores; what is not made by then is made afterwards, ' +
        'and the answer is 202. 0: answer at once.',
    }),
};

/** An item that cannot be read has a problem of its own; the others are scored. */
const askedItem = ScoreItem.transform(
  ({ consent_id: consentId, purpose, application_id: applicationId }): AskedItem => ({
    ok: true,
    value: { consentId, purpose, applicationId },
  }),
).catch((caught) => malformed(caught));

/** The document's writer asks for the value without having caught anything: there is no default. */
function malformed(caught: { readonly value: unknown } | undefined): AskedItem {
  if (caught === undefined) return undefined as never;
  const issues = ScoreItem.safeParse(caught.value).error?.issues ?? [];
  return err({ code: 'input-invalid', errors: issues.flatMap((one) => faultsOf(one, 'body')) });
}

const OneScore = z.strictObject({ ...ScoreItem.shape, ...deadline });
const ManyScores = z.strictObject({
  items: z
    .array(askedItem)
    .min(1)
    .max(CALL_ITEMS_MAX)
    .meta({ description: 'Each is answered in its place; two of one consent are two scores.' }),
  ...deadline,
});

/** Asks for a score under a consent, or for up to 100. */
export const ScoresBody = z
  .union([OneScore, ManyScores])
  .meta({ id: 'AskForScores', example: ITEM_EXAMPLE });

const reason = z.strictObject({ code: z.string(), en: z.string(), zh_cn: z.string() });
const score = {
  score_id: id(),
  subject_id: id(),
  consent_id: id().nullable(),
  application_id: id().nullable(),
  status: z.enum(SCORE_STATES).meta({
    description:
      'scored: there are numbers. not_scorable: below the coverage that the model states; not_scorable says why. in_default: an instalment is 90 days or more overdue. The last two have no number, and are answers all the same: the reading is recorded, and a one-time consent is used up.',
  }),
  not_scorable: reason.nullable(),
  score: z.int().nullable(),
  at_bound: z.boolean(),
  pd: z.number().min(0).max(1).nullable(),
  pd_interval: z
    .strictObject({
      low: z.number().min(0).max(1),
      high: z.number().min(0).max(1),
      level: z.number(),
    })
    .nullable()
    .meta({ description: 'Of a thin file: where the true PD lies in nine cases of ten.' }),
  band: z.string().nullable(),
  reasons: z.array(reason).max(REASONS_MAX),
  favourable: z.array(reason).max(FAVOURABLE_MAX).meta({
    description:
      'What spoke for the borrower against the population’s average; never a reason as well. Empty for scores made in bulk.',
  }),
  points: z
    .strictObject({
      base: z.int(),
      parts: z.array(
        z.strictObject({
          cluster: z.string(),
          en: z.string(),
          zh_cn: z.string(),
          points: z.int(),
        }),
      ),
      min: z.int(),
      max: z.int(),
    })
    .nullable()
    .meta({
      description:
        'base and the points of the parts sum to the score, before it is kept within min and max. Null for scores made in bulk.',
    }),
  model: z.strictObject({ sha256: z.string(), event: z.string(), horizon_months: z.int() }),
  flags: z.array(z.string()),
  out_of_range: z.array(z.string()).meta({
    description: 'Features whose values the model was not made for. Their names, never the values.',
  }),
  coverage: z.strictObject({
    withheld: z.array(z.string()).meta({
      description: 'Asked for and kept back by the borrower: no points, no reason.',
    }),
    not_requested: z.array(z.string()).meta({
      description: 'The model looks at it and you did not ask for it: no points, no reason.',
    }),
    missing: z.array(z.string()).meta({
      description:
        'Granted, and the provider holds nothing of it that the model could look at: scored in the bin of what is missing.',
    }),
    unavailable: z.array(z.string()).meta({
      description:
        'Granted, and not to be reached at the time. Always empty at present: providers’ data lie with the platform and are read in one statement, so a cluster is there or missing. A subject of whom the provider holds data and no features have been computed is refused as a whole, with `sharing-features-missing`; one of whom it holds nothing is not_scorable.',
    }),
  }),
  as_of: instantOut(),
  scored_at: instantOut(),
};

const SCORE_EXAMPLE = {
  score_id: ID,
  subject_id: ID,
  consent_id: ID,
  application_id: ID,
  status: 'scored',
  not_scorable: null,
  score: 612,
  at_bound: false,
  pd: 0.0215,
  pd_interval: null,
  band: 'D',
  reasons: [
    {
      code: 'late-instalments',
      en: 'Several instalments were paid after they were due.',
      zh_cn: '有多笔分期款项在到期后才支付。',
    },
  ],
  favourable: [{ code: 'many-returns', en: 'Few orders were returned.', zh_cn: '退货订单较少。' }],
  points: {
    base: 631,
    parts: [
      { cluster: 'repayments', en: 'Repayments', zh_cn: '还款记录', points: -24 },
      { cluster: 'orders', en: 'Orders', zh_cn: '订单记录', points: 5 },
    ],
    min: 300,
    max: 850,
  },
  model: { sha256: SHA256, event: '90 days late', horizon_months: 12 },
  flags: ['not_calibrated_for_recipient'],
  out_of_range: [],
  coverage: { withheld: ['balances'], not_requested: [], missing: [], unavailable: [] },
  as_of: '2026-11-01T00:00:00.000Z',
  scored_at: '2026-11-24T08:00:00.000Z',
};

/** A stored score. */
export const StoredScoreAnswer = z
  .strictObject(score)
  .meta({ id: 'StoredScore', example: SCORE_EXAMPLE });

/** A score just made, or made before by the same operation. */
export const ScoreAnswerBody = z
  .strictObject({
    ...score,
    consent_version: z.int(),
    decision_id: id(),
    audit_event_id: id(),
  })
  .meta({
    id: 'Score',
    example: { ...SCORE_EXAMPLE, consent_version: 1, decision_id: ID, audit_event_id: ID },
  });

/** What is told of an item without a score. */
const ItemProblem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), code: z.string() })
  .meta({
    id: 'ItemProblem',
    description: 'As the answer to a call for this score alone would be (RFC 9457).',
  });

/** One item's answer: its score, or why there is none. */
const ItemAnswer = z.strictObject({
  status: z.int().meta({ description: '201, or the status of the problem.' }),
  score: ScoreAnswerBody.optional(),
  problem: ItemProblem.optional(),
});

const ITEMS_EXAMPLE = [
  {
    status: 201,
    score: { ...SCORE_EXAMPLE, consent_version: 1, decision_id: ID, audit_event_id: ID },
  },
  {
    status: 403,
    problem: {
      type: 'https://api.example.org/problems/consent-revoked',
      title: 'The borrower has withdrawn the consent.',
      status: 403,
      code: 'consent-revoked',
    },
  },
];

/** The answers to a list of scores, in its order. */
export const ScoresAnswer = z
  .strictObject({ items: z.array(ItemAnswer) })
  .meta({ id: 'Scores', example: { items: ITEMS_EXAMPLE } });

/** Scores that are made after the answer. */
export const ScoreRequestAnswer = z
  .strictObject({
    score_request_id: id(),
    status: z.enum(['pending', 'done']),
    count: z.int(),
    created_at: instantOut(),
    finished_at: instantOut().nullable(),
    kept_until: instantOut(),
    items: z
      .array(ItemAnswer)
      .nullable()
      .meta({ description: 'In the order asked, each checked anew; null while pending.' }),
  })
  .meta({
    id: 'ScoreRequest',
    example: {
      score_request_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
      status: 'done',
      count: 2,
      created_at: '2026-11-24T08:00:00.000Z',
      finished_at: '2026-11-24T08:00:02.000Z',
      kept_until: '2026-12-24T08:00:00.000Z',
      items: ITEMS_EXAMPLE,
    },
  });

/** Asks for all subjects of a kind to be scored. */
export const JobBody = z
  .strictObject({
    kind: z.enum(['person', 'firm']),
    as_of: instant().optional().meta({
      description: 'As-of instant of the features; by default that of your newest import.',
    }),
  })
  .meta({ id: 'StartJob', example: { kind: 'person' } });

/** How far a job has come. scored + skipped = subjects. */
export const JobAnswer = z
  .strictObject({
    job_id: id(),
    kind: z.enum(['person', 'firm']),
    status: z.enum(['planning', 'running', 'finishing', 'done', 'failed']),
    model_sha256: z.string(),
    as_of: instantOut(),
    subjects: z.int(),
    chunks: z.int(),
    chunks_done: z.int(),
    scored: z.int().meta({ description: 'Results made, of whatever state.' }),
    states: z
      .strictObject({ scored: z.int(), not_scorable: z.int(), in_default: z.int() })
      .meta({ description: 'Results by state: their sum is scored.' }),
    skipped: z.record(z.string(), z.int()),
    created_at: instantOut(),
    finished_at: instantOut().nullable(),
  })
  .meta({
    id: 'Job',
    example: {
      job_id: ID,
      kind: 'person',
      status: 'done',
      model_sha256: SHA256,
      as_of: '2026-11-01T00:00:00.000Z',
      subjects: 30000,
      chunks: 3,
      chunks_done: 3,
      scored: 29990,
      states: { scored: 29411, not_scorable: 472, in_default: 107 },
      skipped: { 'basis-objected': 10 },
      created_at: '2026-11-24T08:00:00.000Z',
      finished_at: '2026-11-24T08:00:02.000Z',
    },
  });
