import type { DeployedModel, ReadyModel } from '#models';
import type { SharedFeatures } from '#sharing';
import { evaluate } from './evaluate.js';
import type { StoredScore } from './tables/score.js';
import type { ShadowScore } from './tables/shadow-score.js';
import { wantedFeatures } from './wanted-features.js';

/**
 * What the shadows of a deployment say of the very data that were shared for the given score. They
 * are shown no more than that: what only they look at is withheld from them. Where no number was
 * given there is nothing to hold theirs against.
 */
export function shadowScores(
  model: DeployedModel,
  shared: Pick<SharedFeatures, 'packed' | 'granted'>,
  given: StoredScore,
): ShadowScore[] {
  const { pd: givenPd } = given;
  if (givenPd === null) return [];
  return model.shadows.map((shadow) => ({
    kind: model.artefact.kind,
    deploymentVersion: model.deploymentVersion,
    model: shadow.sha256,
    scoreId: given.scoreId,
    scoredAt: given.scoredAt,
    givenPd,
    ...shadowAnswer(model, shadow, shared),
  }));
}

type Answer = Pick<ShadowScore, 'score' | 'pd' | 'logit'>;

const NO_ANSWER: Answer = { score: null, pd: null, logit: null };

function shadowAnswer(
  model: DeployedModel,
  shadow: ReadyModel,
  { packed, granted }: Pick<SharedFeatures, 'packed' | 'granted'>,
): Answer {
  const wanted = wantedFeatures(shadow);
  const unseen = wanted.clusters.filter((cluster) => !granted.includes(cluster));
  if (wanted.needsEveryCluster && unseen.length > 0) return NO_ANSWER;
  // The consent was held to the given model's window: a longer one was never asked about.
  if (wanted.windowMonths > wantedFeatures(model).windowMonths) return NO_ANSWER;
  const { score, pd, logit } = evaluate({ ...model, ...shadow }, packed, unseen);
  return { score, pd, logit };
}
