import type { SubjectKind } from './clusters.js';
import { clustersRead, type Aggregation, type FeatureDefinition } from './definition.js';

/** A line of a catalogue of features. */
export type FeatureRow = readonly [
  name: string,
  window: number | null,
  aggregation: Aggregation,
  riskDirection: FeatureDefinition['riskDirection'],
  reasonCode: FeatureDefinition['reasonCode'],
  unit: FeatureDefinition['unit'],
];

/** The definitions of a kind's rows, all of which name the lack of data alike. */
export function defineFeatures(
  kind: SubjectKind,
  missingReasonCode: FeatureDefinition['missingReasonCode'],
  rows: readonly FeatureRow[],
): FeatureDefinition[] {
  return rows.map(([name, window, aggregation, riskDirection, reasonCode, unit]) => ({
    name,
    kind,
    clusters: clustersRead(kind, aggregation),
    window,
    aggregation,
    riskDirection,
    reasonCode,
    missingReasonCode,
    unit,
  }));
}
