import { z } from 'zod';
import { CHALLENGERS_MAX, SHADOWS_MAX } from '#models';
import { id } from '../schema/id.js';
import { instantOut } from '../schema/instant.js';
import { sha256 } from './schema.js';

const SHA256 = 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a';
const ID = '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000';

const kind = () => z.enum(['person', 'firm']);
const mode = () =>
  z.enum(['live', 'test']).meta({ description: 'Of the data that are scored.', example: 'live' });
const version = () => z.coerce.number().int().min(1).max(2_147_483_647).meta({ example: 1 });

/** The tenant's scale; what is left out is the default: 600 at 30:1, 20 points double the odds. */
const Scale = z.strictObject({
  base_score: z.number().optional(),
  base_odds: z.number().positive().optional(),
  points_to_double_odds: z.number().positive().optional(),
  score_min: z.int().min(-32768).max(32767).optional(),
  score_max: z.int().min(-32768).max(32767).optional(),
});

const challenger = () =>
  z.strictObject({
    sha256: sha256(),
    share_bps: z.int().meta({ description: 'Of all subjects, in basis points: 1000 is a tenth.' }),
  });

/** With what to score from the approval on. */
export const ProposeBody = z
  .strictObject({
    mode: mode().default('live'),
    champion: sha256(),
    challengers: z.array(challenger()).max(CHALLENGERS_MAX).default([]),
    shadows: z.array(sha256()).max(SHADOWS_MAX).default([]),
    scale: Scale.default({}),
  })
  .meta({
    id: 'ProposeDeployment',
    example: {
      mode: 'live',
      champion: SHA256,
      challengers: [],
      shadows: [],
      scale: { base_score: 600, base_odds: 30, points_to_double_odds: 20 },
    },
  });

/** In which mode a proposal is approved. */
export const ApproveBody = z
  .strictObject({ mode: mode().default('live') })
  .meta({ id: 'ApproveDeployment', example: { mode: 'live' } });

/** Which deployment to go back from. */
export const RollBackBody = z
  .strictObject({
    mode: mode().default('live'),
    kind: kind(),
    version: version().meta({
      description: 'The version in force, as you see it: another one is refused.',
    }),
  })
  .meta({ id: 'RollBackDeployment', example: { mode: 'live', kind: 'person', version: 2 } });

/** Of which kind and mode. */
export const DeploymentsQuery = z.strictObject({
  kind: kind().meta({ example: 'person' }),
  mode: mode().default('live'),
});
/** Of which deployment. */
export const ShadowsQuery = DeploymentsQuery.extend({ version: version() });

const scaleOut = () =>
  z.strictObject({
    base_score: z.number(),
    base_odds: z.number(),
    points_to_double_odds: z.number(),
    score_min: z.int(),
    score_max: z.int(),
  });
const TERMS = {
  kind: 'person' as const,
  champion: SHA256,
  challengers: [],
  shadows: [],
  scale: {
    base_score: 600,
    base_odds: 30,
    points_to_double_odds: 20,
    score_min: 300,
    score_max: 850,
  },
};
const terms = {
  kind: kind(),
  champion: sha256(),
  challengers: z.array(challenger()),
  shadows: z.array(sha256()),
  scale: scaleOut(),
};

const PROPOSAL = {
  proposal_id: ID,
  ...TERMS,
  replaces: 1,
  proposed_by: ID,
  proposed_at: '2026-11-24T08:00:00.000Z',
  lapses_at: '2026-12-01T08:00:00.000Z',
};
/** A proposal: exactly what it brings into force, and which version that replaces. */
export const ProposalAnswer = z
  .strictObject({
    proposal_id: id(),
    ...terms,
    replaces: z.int().meta({ description: 'The version in force when it was proposed; 0: none.' }),
    proposed_by: id(),
    proposed_at: instantOut(),
    lapses_at: instantOut(),
  })
  .meta({ id: 'DeploymentProposal', example: PROPOSAL });

const DEPLOYMENT = {
  version: 2,
  ...TERMS,
  act: 'approved' as const,
  restores: null,
  proposal_id: ID,
  proposed_by: ID,
  decided_by: ID,
  deployed_at: '2026-11-24T09:00:00.000Z',
};
/** A version of what is scored with, and who brought it into force. */
export const DeploymentAnswer = z
  .strictObject({
    version: z.int(),
    ...terms,
    act: z.enum(['approved', 'rolled_back']),
    restores: z.int().nullable().meta({ description: 'The version that a rollback brought back.' }),
    proposal_id: id().nullable(),
    proposed_by: id().nullable(),
    decided_by: id(),
    deployed_at: instantOut(),
  })
  .meta({ id: 'Deployment', example: DEPLOYMENT });

/** What a kind is and was scored with, and what may follow; the newest first. */
export const DeploymentsAnswer = z
  .strictObject({ versions: z.array(DeploymentAnswer), proposals: z.array(ProposalAnswer) })
  .meta({ id: 'Deployments', example: { versions: [DEPLOYMENT], proposals: [PROPOSAL] } });

const mean = () => z.number().nullable();
/** How the shadows of a deployment do beside what was given. */
export const ShadowsAnswer = z
  .strictObject({
    shadows: z.array(
      z.strictObject({
        sha256: sha256(),
        scored: z.int(),
        not_scored: z.int().meta({ description: 'Too little was shared for this model.' }),
        mean_pd: mean(),
        mean_given_pd: mean(),
        mean_distance: mean(),
      }),
    ),
  })
  .meta({
    id: 'Shadows',
    example: {
      shadows: [
        {
          sha256: SHA256,
          scored: 120,
          not_scored: 3,
          mean_pd: 0.031,
          mean_given_pd: 0.029,
          mean_distance: 0.004,
        },
      ],
    },
  });
