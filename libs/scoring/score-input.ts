import { createHash } from 'node:crypto';
import { ENGINE_VERSION, type SubjectKind } from '#score-engine';
import { FEATURE_SETS } from '#subjects';

/** Everything that a score was made from besides its model, calibration and scale. */
export interface ScoreInputs {
  /** Hash of the feature set that says what the packed values are. */
  readonly featureSet: string;
  /** Clusters that were not to be scored. */
  readonly withheld: readonly string[];
  readonly packed: Uint8Array;
  /** What computed it. */
  readonly engine: string;
  /** SHA-256 of feature set, withheld clusters and packed values, hexadecimal. */
  readonly hash: string;
}

/** The inputs of a score that is made now, named by their hash. */
export function scoreInput(
  packed: Uint8Array,
  withheld: readonly string[],
  kind: SubjectKind,
): ScoreInputs {
  const { hash: featureSet } = FEATURE_SETS[kind];
  const hash = inputHash({ featureSet, withheld, packed });
  return { featureSet, withheld, packed, engine: ENGINE_VERSION, hash };
}

/** The hash by which a score names its inputs. */
export const inputHash = ({
  featureSet,
  withheld,
  packed,
}: Pick<ScoreInputs, 'featureSet' | 'withheld' | 'packed'>): string =>
  createHash('sha256')
    .update(`${featureSet}\n${withheld.join(',')}\n`)
    .update(packed)
    .digest('hex');
