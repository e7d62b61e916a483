import { z } from 'zod';
import { REVIEW_BASES } from '#deciding';
import { ADVERSE_ACTIONS } from '#words';
import { sha256 } from '../models/schema.js';
import { id, slug } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { text } from '../schema/text.js';
import { examplePolicy } from './example-policy.js';

const SHA256 = 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a';
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f';
const AT = '2026-11-24T08:00:00.000Z';
const NAME_MAX = 100;
const CODES = ADVERSE_ACTIONS.map(({ code }) => code);

/** Brings a policy. */
export const ImportPolicyBody = z
  .strictObject({ name: text(NAME_MAX), policy: z.record(z.string(), z.json()) })
  .meta({
    id: 'ImportPolicy',
    example: { name: 'Instalments 2026-11', policy: examplePolicy() },
  });

const policy = {
  sha256: sha256(),
  product: z.string(),
  name: z.string(),
  created_at: instantOut(),
};
const POLICY = { sha256: SHA256, product: 'standard', name: 'Instalments 2026-11', created_at: AT };

/** A policy without its rules. */
export const PolicyAnswer = z.strictObject(policy).meta({ id: 'Policy', example: POLICY });

/** Policies, the newest first. */
export const PoliciesAnswer = z
  .strictObject({ policies: z.array(z.strictObject(policy)) })
  .meta({ id: 'Policies', example: { policies: [POLICY] } });

/** A policy in full. */
export const PolicyInFull = z
  .strictObject({ ...policy, policy: z.record(z.string(), z.json()) })
  .meta({ id: 'PolicyInFull', example: { ...POLICY, policy: examplePolicy() } });

const mode = z.enum(['live', 'test']);

/** Proposes what a product is decided by. */
export const ProposePolicyBody = z
  .strictObject({ mode, sha256: sha256() })
  .meta({ id: 'ProposePolicy', example: { mode: 'live', sha256: SHA256 } });

/** Approves what somebody else proposed. */
export const ApprovePolicyBody = z
  .strictObject({ mode })
  .meta({ id: 'ApprovePolicy', example: { mode: 'live' } });

/** Goes back from the version in force to the one before. */
export const RollBackPolicyBody = z
  .strictObject({ mode, product: slug(), version: z.int().min(1) })
  .meta({
    id: 'RollBackPolicy',
    example: { mode: 'live', product: 'standard', version: 2 },
  });

/** Whose product in which mode. */
export const PolicyDeploymentsQuery = z.strictObject({
  mode: mode.meta({ example: 'live' }),
  product: slug(),
});

const proposal = {
  proposal_id: id(),
  product: z.string(),
  sha256: sha256(),
  base_version: z.int(),
  proposed_by: id(),
  proposed_at: instantOut(),
  lapses_at: instantOut(),
};
const PROPOSAL = {
  proposal_id: ID,
  product: 'standard',
  sha256: SHA256,
  base_version: 1,
  proposed_by: ID,
  proposed_at: AT,
  lapses_at: AT,
};
const deployment = {
  product: z.string(),
  version: z.int(),
  sha256: sha256(),
  act: z.enum(['approved', 'rolled_back']),
  proposed_by: id().nullable(),
  decided_by: id(),
  deployed_at: instantOut(),
};
const DEPLOYMENT = {
  product: 'standard',
  version: 2,
  sha256: SHA256,
  act: 'approved',
  proposed_by: ID,
  decided_by: ID,
  deployed_at: AT,
};

/** A proposal that waits for a second person. */
export const PolicyProposalAnswer = z
  .strictObject(proposal)
  .meta({ id: 'PolicyProposal', example: PROPOSAL });

/** A version in force. */
export const PolicyDeploymentAnswer = z
  .strictObject(deployment)
  .meta({ id: 'PolicyDeployment', example: DEPLOYMENT });

/** Versions, the one in force first, and proposals that may follow it. */
export const PolicyDeploymentsAnswer = z
  .strictObject({
    versions: z.array(z.strictObject(deployment)),
    proposals: z.array(z.strictObject(proposal)),
  })
  .meta({ id: 'PolicyDeployments', example: { versions: [DEPLOYMENT], proposals: [PROPOSAL] } });

/** Asks for a decision by a score. */
export const DecideBody = z
  .strictObject({ score_id: id() })
  .meta({ id: 'Decide', example: { score_id: ID } });

const FROM = z.enum(['person', 'rule', 'score']);
const reason = z.strictObject({ from: FROM, code: z.string() });
const decision = {
  decision_id: id(),
  application_id: id(),
  subject_id: id(),
  consent_id: id(),
  score_id: id(),
  decision: z.enum(['accept', 'refer', 'decline']),
  limit_minor: z.int().nullable(),
  apr_bps: z.int().nullable(),
  term_months: z.int().nullable(),
  less_favourable: z.boolean(),
  principal_reasons: z.array(reason).max(4).meta({
    description:
      'The rules that decided first, then what cost points; their words are the notice’s.',
  }),
  policy: z.strictObject({ sha256: sha256(), version: z.int() }),
  input_sha256: sha256(),
  decided_at: instantOut(),
  review: z
    .strictObject({
      result: z.enum(['accept', 'decline']),
      basis: z.enum(REVIEW_BASES),
      reviewed_by: id(),
      reviewed_at: instantOut(),
    })
    .nullable()
    .meta({
      description: 'What a person made of a referral; its reasons are then the principal ones.',
    }),
};
const DECISION = {
  decision_id: ID,
  application_id: ID,
  subject_id: ID,
  consent_id: ID,
  score_id: ID,
  decision: 'decline',
  limit_minor: null,
  apr_bps: null,
  term_months: null,
  less_favourable: false,
  principal_reasons: [
    { from: 'rule', code: 'delinquent-with-others' },
    { from: 'score', code: 'late-instalments' },
  ],
  policy: { sha256: SHA256, version: 2 },
  input_sha256: SHA256,
  decided_at: AT,
  review: null,
};

/** A decision. */
export const DecisionAnswer = z.strictObject(decision).meta({ id: 'Decision', example: DECISION });

/** What a person made of a referral. */
export const ResolveBody = z
  .strictObject({
    mode,
    result: z.enum(['accept', 'decline']),
    basis: z.enum(REVIEW_BASES),
    reasons: z.array(z.enum(CODES)).max(4).default([]).meta({
      description: 'Why it is declined, in the wording of Regulation B’s form C-1.',
    }),
  })
  .meta({
    id: 'ResolveDecision',
    example: {
      mode: 'live',
      result: 'decline',
      basis: 'no-answer-from-applicant',
      reasons: ['residence-unverified'],
    },
  });

/** A decision computed anew from the hashes that it names. */
export const ReplayAnswer = z
  .strictObject({
    decision_id: id(),
    same: z.boolean(),
    policy_sha256: sha256(),
    input_sha256: sha256(),
  })
  .meta({
    id: 'DecisionReplay',
    example: { decision_id: ID, same: true, policy_sha256: SHA256, input_sha256: SHA256 },
  });

/** In which language a notice is wanted. */
export const NoticeQuery = z.strictObject({ language: z.enum(['en', 'zh-CN']).default('en') });

const told = z.strictObject({
  from: FROM,
  code: z.string(),
  text: z.string(),
});
const titled = { title: z.string() };

/** A notice of a decision, every sentence in one language. */
export const NoticeAnswer = z
  .strictObject({
    language: z.enum(['en', 'zh-CN']),
    kind: z.enum(['adverse_action', 'referral', 'risk_based_pricing', 'approval']),
    title: z.string(),
    statement: z.string(),
    number: z.string(),
    reasons: z.strictObject({ ...titled, items: z.array(told).max(4) }),
    score: z.strictObject({
      ...titled,
      value: z.int().nullable(),
      min: z.int().nullable(),
      max: z.int().nullable(),
      scored_at: instantOut(),
      sentences: z.array(z.string()),
    }),
    key_factors: z.strictObject({ ...titled, items: z.array(told).max(4) }),
    inquiries: z.string(),
    supplier: z.strictObject({
      ...titled,
      name: z.string(),
      legal_name: z.string(),
      sentences: z.array(z.string()),
    }),
    rights: z.strictObject({ ...titled, sentences: z.array(z.string()) }),
    equal_credit: z.strictObject({ ...titled, text: z.string() }),
  })
  .meta({
    id: 'DecisionNotice',
    example: {
      language: 'en',
      kind: 'adverse_action',
      title: 'Notice of action taken',
      statement: 'We cannot approve your application.',
      number: 'Decision 01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
      reasons: {
        title: 'Principal reasons',
        items: [{ from: 'score', code: 'late-instalments', text: 'Instalments were paid late.' }],
      },
      score: {
        title: 'Your credit score',
        ...{ value: 560, min: 300, max: 736, scored_at: '2026-11-24T08:00:00.000Z' },
        sentences: ['Your score was 560, on a scale from 300 to 736.'],
      },
      key_factors: {
        title: 'Key factors',
        items: [{ from: 'score', code: 'late-instalments', text: 'Instalments were paid late.' }],
      },
      inquiries: 'Inquiries played no part.',
      supplier: {
        title: 'Who supplied the data',
        name: 'Lotus Marketplace',
        legal_name: 'Lotus Marketplace Ltd',
        sentences: ['The supplier did not decide.'],
      },
      rights: { title: 'Your rights', sentences: ['You may ask for a free copy.'] },
      equal_credit: { title: 'Equal credit', text: 'Discrimination is prohibited by law.' },
    },
  });
