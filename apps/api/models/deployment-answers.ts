import type { z } from 'zod';
import type { Deployment, DeploymentPlan, DeploymentProposal, DeploymentTerms } from '#models';
import type { ShadowReport } from '#scoring';
import type {
  DeploymentAnswer,
  ProposalAnswer,
  ProposeBody,
  ShadowsAnswer,
} from './deployment-schema.js';

/** What is asked for, in the words of the code. */
export function planIn(body: z.output<typeof ProposeBody>): DeploymentPlan {
  const { champion, challengers, shadows, scale } = body;
  const { base_score, base_odds, points_to_double_odds, score_min, score_max } = scale;
  return {
    champion,
    challengers: challengers.map(({ sha256, share_bps: shareBps }) => ({ sha256, shareBps })),
    shadows,
    scale: {
      ...(base_score === undefined ? {} : { baseScore: base_score }),
      ...(base_odds === undefined ? {} : { baseOdds: base_odds }),
      ...(points_to_double_odds === undefined ? {} : { pdo: points_to_double_odds }),
      ...(score_min === undefined ? {} : { min: score_min }),
      ...(score_max === undefined ? {} : { max: score_max }),
    },
  };
}

const termsOut = ({ kind, champion, challengers, shadows, scale }: DeploymentTerms) => ({
  kind,
  champion: champion.sha256,
  challengers: challengers.map(({ sha256, shareBps }) => ({ sha256, share_bps: shareBps })),
  shadows: shadows.map(({ sha256 }) => sha256),
  scale: {
    base_score: scale.baseScore,
    base_odds: scale.baseOdds,
    points_to_double_odds: scale.pdo,
    score_min: scale.min,
    score_max: scale.max,
  },
});

/** A proposal on the wire. */
export const proposalOut = (proposal: DeploymentProposal): z.infer<typeof ProposalAnswer> => ({
  proposal_id: proposal.proposalId,
  ...termsOut(proposal.terms),
  replaces: proposal.baseVersion,
  proposed_by: proposal.proposedBy,
  proposed_at: proposal.proposedAt.toISOString(),
  lapses_at: proposal.lapsesAt.toISOString(),
});

/** A deployment on the wire. */
export const deploymentOut = (deployment: Deployment): z.infer<typeof DeploymentAnswer> => ({
  version: deployment.version,
  ...termsOut(deployment.terms),
  act: deployment.act,
  restores: deployment.restores,
  proposal_id: deployment.proposalId,
  proposed_by: deployment.proposedBy,
  decided_by: deployment.decidedBy,
  deployed_at: deployment.deployedAt.toISOString(),
});

/** The report on shadows on the wire. */
export const shadowsOut = (shadows: readonly ShadowReport[]): z.infer<typeof ShadowsAnswer> => ({
  shadows: shadows.map((shadow) => ({
    sha256: shadow.model,
    scored: shadow.scored,
    not_scored: shadow.notScored,
    mean_pd: shadow.meanPd,
    mean_given_pd: shadow.meanGivenPd,
    mean_distance: shadow.meanDistance,
  })),
});
