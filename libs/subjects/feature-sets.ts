import { hash } from 'node:crypto';
import {
  type FeatureDefinition,
  featureSetHash,
  FIRM_FEATURES,
  PERSON_FEATURES,
  type SubjectKind,
} from '#score-engine';

/** What is computed of every subject of a kind, and the name under which it is stored. */
export interface FeatureSet {
  readonly definitions: readonly FeatureDefinition[];
  /** Immutable: other definitions are another set. */
  readonly hash: string;
}

/** The feature set of each kind in force. */
export const FEATURE_SETS: Readonly<Record<SubjectKind, FeatureSet>> = {
  person: featureSet(PERSON_FEATURES),
  firm: featureSet(FIRM_FEATURES),
};

function featureSet(definitions: readonly FeatureDefinition[]): FeatureSet {
  return { definitions, hash: featureSetHash(definitions, (text) => hash('sha256', text, 'hex')) };
}
