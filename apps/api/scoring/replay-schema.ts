import { z } from 'zod';
import { flagNames, type Replay, type ReplayedScore } from '#scoring';
import { id } from '../schema/id.js';

const SHA256 = 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a';

const computed = () =>
  z.strictObject({
    status: z.enum(['scored', 'not_scorable', 'in_default']),
    score: z.int().nullable().meta({ description: 'Null unless `scored`, as are all numbers.' }),
    pd: z.number().nullable(),
    logit: z.number().nullable(),
    band: z.string().nullable(),
    flags: z.array(z.string()),
    reasons: z.array(z.string()).meta({ description: 'Codes, the costliest first.' }),
    inputs_sha256: z.string().nullable(),
  });
const COMPUTED = {
  status: 'scored' as const,
  score: 612,
  pd: 0.0215,
  logit: -3.818,
  band: 'D',
  flags: [],
  reasons: ['late-instalments'],
  inputs_sha256: SHA256,
};

/** A stored score beside the same computed again. */
export const ReplayAnswer = z
  .strictObject({
    score_id: id(),
    outcome: z.enum(['same', 'different', 'inputs_erased']).meta({
      description: '`inputs_erased`: what it was made from is gone, so that nothing is computed.',
    }),
    same: z.boolean().nullable().meta({ description: 'To the last bit; null: not computed.' }),
    stored: computed(),
    recomputed: computed().nullable(),
    model: z.strictObject({ sha256: z.string(), deployment_version: z.int() }),
    scale: z.strictObject({
      base_score: z.number(),
      base_odds: z.number(),
      points_to_double_odds: z.number(),
      score_min: z.int(),
      score_max: z.int(),
    }),
    feature_set: z.string(),
    engine: z.strictObject({
      stored: z.string().nullable().meta({ description: 'Null for scores made in bulk.' }),
      recomputed: z.string(),
    }),
  })
  .meta({
    id: 'ReplayedScore',
    example: {
      score_id: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4e5f',
      outcome: 'same',
      same: true,
      stored: COMPUTED,
      recomputed: COMPUTED,
      model: { sha256: SHA256, deployment_version: 2 },
      scale: {
        base_score: 600,
        base_odds: 30,
        points_to_double_odds: 20,
        score_min: 300,
        score_max: 850,
      },
      feature_set: SHA256,
      engine: { stored: 'score-engine@1', recomputed: 'score-engine@1' },
    },
  });

/** A replay on the wire. */
export function replayBody(scoreId: string, replay: Replay): z.infer<typeof ReplayAnswer> {
  const { outcome, stored, recomputed, model, featureSet, engineThen, engineNow } = replay;
  const { baseScore, baseOdds, pdo, min, max } = model.scale;
  return {
    score_id: scoreId,
    outcome,
    same: recomputed && outcome === 'same',
    stored: computedOut(stored),
    recomputed: recomputed && computedOut(recomputed),
    model: { sha256: model.sha256, deployment_version: model.deploymentVersion },
    scale: {
      ...{ base_score: baseScore, base_odds: baseOdds, points_to_double_odds: pdo },
      ...{ score_min: min, score_max: max },
    },
    feature_set: featureSet,
    engine: { stored: engineThen, recomputed: engineNow },
  };
}

const computedOut = (of: ReplayedScore) => ({
  ...{ status: of.status, score: of.score, pd: of.pd, logit: of.logit, band: of.band },
  flags: flagNames(of.flags),
  reasons: of.reasons === '' ? [] : of.reasons.split(','),
  inputs_sha256: of.inputHash,
});
