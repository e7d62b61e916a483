import type { SubjectKind } from './clusters.js';
import { defineFeatures } from './define.js';
import type { FeatureDefinition } from './definition.js';
import { type StudiedAttribute, STUDIED_ATTRIBUTES } from './prohibited-rules.js';

const REASON = 'prohibited-attribute';

/**
 * What a model may name to be studied, and not to score: no vector that is scored holds it. The
 * number is the lender's own code for what the attribute says.
 */
export const STUDY_FEATURES: Readonly<Record<SubjectKind, readonly FeatureDefinition[]>> = {
  person: defineFeatures(
    'person',
    REASON,
    STUDIED_ATTRIBUTES.map((field) => [
      field,
      null,
      { how: 'attribute', field },
      'up',
      REASON,
      'code',
    ]),
  ),
  firm: [],
};

/** The attributes among features that are held for study alone. */
export const studiedIn = (
  features: readonly Pick<FeatureDefinition, 'aggregation'>[],
): readonly StudiedAttribute[] =>
  features.flatMap(({ aggregation }) =>
    aggregation.how === 'attribute' ? [aggregation.field] : [],
  );
