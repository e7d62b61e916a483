import {
  type FeatureDefinition,
  prohibitedAt,
  type Jurisdiction,
  type ProhibitedRule,
  REASON_CODES,
  type ReasonCode,
  type ScorecardReport,
} from '#score-engine';
import type { AnyArtefact } from './read-artefact.js';

/** A line of a model's data dictionary. */
export interface DictionaryEntry {
  readonly definition: FeatureDefinition;
  /** The lender's own name of it, where its file has one. */
  readonly column: string | null;
  /** What a loss by it is called, and a loss for want of it. */
  readonly reason: ReasonText;
  readonly missingReason: ReasonText;
  /** The rules of the reader's jurisdiction that forbid to weigh it; empty where none does. */
  readonly prohibited: readonly ProhibitedRule[];
}

/** A reason in words. */
export interface ReasonText {
  readonly code: string;
  readonly en: string;
  readonly zhCn: string;
}

/** What may be said of a model to whoever may score with it: none of its weights. */
export interface ModelCard {
  readonly format: string;
  readonly event: string;
  readonly horizonMonths: number;
  readonly population: string;
  readonly baseRate: number;
  readonly trainer: string;
  readonly trainedAsOf: string;
  readonly dataHash: string | null;
  /** What it showed of itself on unseen subjects; null for one that was brought. */
  readonly report: ScorecardReport | null;
  readonly dictionary: readonly DictionaryEntry[];
}

/** The card of an artefact, for a reader under a jurisdiction's law on a day. */
export function modelCard(
  artefact: AnyArtefact,
  reader: { readonly jurisdiction: Jurisdiction; readonly at: Date },
): ModelCard {
  const { format, event, horizonMonths, population, baseRate, provenance } = artefact;
  const rules = prohibitedAt(reader.jurisdiction, reader.at);
  const trainedAsOf =
    'trainedAsOf' in artefact ? artefact.trainedAsOf : artefact.provenance.trainedAsOf;
  const { trainer, dataHash } = provenance;
  const about = { format, event, horizonMonths, population, baseRate, trainer, dataHash };
  const report = 'report' in artefact ? artefact.report : null;
  return { ...about, trainedAsOf, report, dictionary: dictionaryOf(artefact, rules) };
}

function dictionaryOf(
  artefact: AnyArtefact,
  rules: readonly ProhibitedRule[],
): readonly DictionaryEntry[] {
  const columns = 'columns' in artefact ? artefact.columns : undefined;
  return artefact.features.map((definition, at) => {
    const { aggregation, reasonCode, missingReasonCode } = definition;
    const column = columns?.[at];
    const attribute = aggregation.how === 'attribute' ? aggregation.field : undefined;
    return {
      definition,
      column: column?.column ?? null,
      reason: reasonText(column?.reasonCode ?? reasonCode),
      missingReason: reasonText(missingReasonCode),
      prohibited: attribute ? rules.filter(({ attributes }) => attributes.includes(attribute)) : [],
    };
  });
}

function reasonText(code: ReasonCode): ReasonText {
  const found = REASON_CODES.find((reason) => reason.code === code);
  return { code, en: found?.en ?? code, zhCn: found?.zh ?? code };
}
