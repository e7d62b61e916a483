import { canonicalJson, err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { ApplicabilityShape } from './applicability.js';
import { CHARACTERISTICS_MAX } from './artefact.js';
import { Calibration } from './calibration.js';
import { FeatureDefinition, inconsistent, refusalOf, type ParseRefusal } from './definition.js';
import { prohibitedIn } from './prohibited.js';

/** The most categories that a term tells apart. */
export const CATEGORIES_MAX = 64;

const SHA256 = /^[0-9a-f]{64}$/;
const finite = z.number().min(-1e12).max(1e12);
const contribution = z.number().min(-100).max(100);

const TERM = {
  feature: z.string().min(1).max(64),
  /** What is added where the value is missing: stated, never guessed. */
  missing: contribution,
  reasonCode: FeatureDefinition.shape.reasonCode.exactOptional(),
  missingReasonCode: FeatureDefinition.shape.missingReasonCode.exactOptional(),
};

/** coefficient × (value − mean) / sd; without a standardisation, coefficient × value. */
const LinearTerm = z.strictObject({
  kind: z.literal('linear'),
  ...TERM,
  coefficient: finite,
  standardise: z
    .strictObject({ mean: finite, sd: z.number().min(1e-12).max(1e12) })
    .exactOptional(),
  /** The values that the term was fitted on: points lost are counted against the better end. */
  range: z.strictObject({ low: finite, high: finite }),
});

/** What is added by value; `otherwise` for every value that is not listed. */
const CategoricalTerm = z.strictObject({
  kind: z.literal('categorical'),
  ...TERM,
  values: z
    .array(z.strictObject({ value: finite, contribution }))
    .min(1)
    .max(CATEGORIES_MAX),
  otherwise: contribution,
});

const Draft = z.strictObject({
  format: z.literal('assay-logistic@1'),
  kind: z.enum(['person', 'firm']),
  event: z.string().min(1).max(200),
  horizonMonths: z.int().min(1).max(120),
  population: z.string().min(1).max(200),
  baseRate: z.number().min(0).max(1),
  provenance: z.strictObject({
    trainer: z.string().min(1).max(64),
    trainedAsOf: z.iso.datetime(),
    dataHash: z.string().max(128).nullable(),
    /** The model that this one calibrates anew. */
    parent: z.string().regex(SHA256).exactOptional(),
  }),
  features: z.array(z.unknown()).max(CHARACTERISTICS_MAX).exactOptional(),
  intercept: contribution,
  terms: z
    .array(z.discriminatedUnion('kind', [LinearTerm, CategoricalTerm]))
    .min(1)
    .max(CHARACTERISTICS_MAX),
  applicability: ApplicabilityShape.exactOptional(),
  calibration: Calibration.exactOptional(),
});

type Draft = z.infer<typeof Draft>;

/** A term with the reasons under which it is shown. */
export type LogisticTerm = Draft['terms'][number] &
  Pick<FeatureDefinition, 'reasonCode' | 'missingReasonCode'>;

/**
 * A logistic regression as a lender brought it: immutable, named by the SHA-256 of its canonical
 * JSON. logit(PD) = intercept + the terms, then mapped by the calibration where there is one.
 */
export type LogisticArtefact = Omit<Draft, 'features' | 'terms'> & {
  readonly features: FeatureDefinition[];
  readonly terms: LogisticTerm[];
};

/** Why a logistic regression is refused: by its shape, or for a feature that is not ours. */
export type LogisticRefusal =
  | ParseRefusal
  | { readonly code: 'unknown-feature'; readonly path: string; readonly message: string };

/**
 * Reads an untrusted artefact, or a draft of one, and completes it: a term without reasons has
 * those of its feature.
 *
 * @param featureSet what is offered for a kind of subject
 */
export function readLogisticArtefact(
  json: unknown,
  featureSet: (kind: 'person' | 'firm') => readonly FeatureDefinition[],
): Result<LogisticArtefact, LogisticRefusal> {
  const parsed = Draft.safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  const { features: given, terms: drafts, ...draft } = parsed.data;
  const features: FeatureDefinition[] = [];
  const terms: LogisticTerm[] = [];
  for (const [i, term] of drafts.entries()) {
    const definition = definitionOf(term, i, featureSet(draft.kind));
    if (!definition.ok) return definition;
    const { reasonCode, missingReasonCode } = definition.value;
    const fault = faultOfTerm(term, `terms.${i}`) ?? repeated(features, term, i);
    if (fault) return err(fault);
    features.push(definition.value);
    terms.push({ reasonCode, missingReasonCode, ...term });
  }
  if (given !== undefined && canonicalJson(z.json().parse(given)) !== canonicalJson(features))
    return err({
      code: 'unknown-feature',
      path: 'features',
      message: 'are defined otherwise here',
    });
  return ok({ ...draft, features, terms });
}

function definitionOf(
  { feature }: Draft['terms'][number],
  at: number,
  offered: readonly FeatureDefinition[],
): Result<FeatureDefinition, LogisticRefusal> {
  const path = `terms.${at}.feature`;
  const definition = offered.find(({ name }) => name === feature);
  const prohibited = prohibitedIn(feature);
  // What is offered for study may be brought; deployed it is not.
  if (prohibited !== undefined && definition?.aggregation.how !== 'attribute')
    return err({ code: 'prohibited-attribute', path, message: `${prohibited} is prohibited` });
  if (definition) return ok(definition);
  return err({ code: 'unknown-feature', path, message: `there is no feature ${feature}` });
}

function repeated(
  features: readonly FeatureDefinition[],
  { feature }: Draft['terms'][number],
  at: number,
): ParseRefusal | undefined {
  return features.some(({ name }) => name === feature)
    ? inconsistent(`terms.${at}.feature`, 'a feature stands twice')
    : undefined;
}

function faultOfTerm(term: Draft['terms'][number], path: string): ParseRefusal | undefined {
  if (term.kind === 'linear')
    return term.range.low < term.range.high
      ? undefined
      : inconsistent(`${path}.range`, 'low is below high');
  const values = term.values.map(({ value }) => value);
  const at = values.findIndex((value, i) => values.indexOf(value) < i);
  return at < 0 ? undefined : inconsistent(`${path}.values.${at}.value`, 'a value stands twice');
}
