import { canonicalJson, err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { ApplicabilityShape } from './applicability.js';
import { Calibration } from './calibration.js';
import {
  FeatureDefinition,
  inconsistent,
  parseDefinitions,
  refusalOf,
  type ParseRefusal,
} from './definition.js';

/** The most characteristics of a scorecard, and bins of one of them. */
export const CHARACTERISTICS_MAX = 64;
/** The most bins of one characteristic, the bin of what is missing not counted. */
export const BINS_MAX = 32;

const SHA256 = /^[0-9a-f]{64}$/;
const count = z.int().min(0);
const probability = z.number().min(0).max(1);
const weight = { woe: z.number(), contribution: z.number(), rows: count, bads: count };

const Characteristic = z.strictObject({
  feature: z.string(),
  reasonCode: FeatureDefinition.shape.reasonCode,
  missingReasonCode: FeatureDefinition.shape.missingReasonCode,
  coefficient: z.number().min(0),
  bins: z
    .array(
      z.union([
        z.strictObject({ upTo: z.number().nullable(), ...weight }),
        z.strictObject({ missing: z.literal(true), ...weight }),
      ]),
    )
    .min(2)
    .max(BINS_MAX + 1),
});

/** The most points of a calibration curve. */
export const CURVE_POINTS_MAX = 100;

/** What the model does on subjects that it has not seen. */
const Report = z.strictObject({
  train: z.strictObject({ rows: count, bads: count }),
  unseen: z.strictObject({
    rows: count,
    bads: count,
    auc: z.strictObject({ value: probability, low: probability, high: probability }),
    ks: probability,
    gini: z.number().min(-1).max(1),
    brier: probability,
    calibration: z.strictObject({ intercept: z.number(), slope: z.number() }),
    meanPd: probability,
    observed: probability,
    meanPdOverObserved: z.number(),
    /** Isotonic: a picture of the calibration, never its map, as it makes ties and zeros. */
    curve: z
      .array(z.strictObject({ pd: probability, observed: probability, rows: count }))
      .max(CURVE_POINTS_MAX)
      .exactOptional(),
  }),
  informationValues: z
    .array(
      z.strictObject({
        feature: z.string(),
        informationValue: z.number().min(0),
        outcome: z.enum(['kept', 'too-weak', 'wrong-sign']),
      }),
    )
    .max(256),
});

/** What a trained model shows for itself, on unseen subjects only. */
export type ScorecardReport = z.infer<typeof Report>;

const Artefact = z.strictObject({
  format: z.literal('assay-scorecard@1'),
  kind: z.enum(['person', 'firm']),
  event: z.string().min(1).max(200),
  horizonMonths: z.int().min(1).max(120),
  population: z.string().min(1).max(200),
  baseRate: probability,
  trainedAsOf: z.iso.datetime(),
  features: z.array(z.unknown()).max(CHARACTERISTICS_MAX),
  characteristics: z.array(Characteristic).min(1).max(CHARACTERISTICS_MAX),
  intercept: z.number(),
  applicability: ApplicabilityShape.exactOptional(),
  calibration: Calibration.exactOptional(),
  provenance: z.strictObject({
    trainer: z.string().max(64),
    featureSetHash: z.string().regex(SHA256),
    dataHash: z.string().max(128).nullable(),
    split: z.strictObject({
      seed: z.int().min(0),
      unseenShare: probability,
    }),
    /** The model that this one calibrates anew. */
    parent: z.string().regex(SHA256).exactOptional(),
    settings: z.record(z.string().max(64), z.number()),
  }),
  report: Report,
});

/**
 * A points scorecard: immutable, named by the SHA-256 of its canonical JSON.
 *
 * logit(PD) = intercept + the contributions of the bins that a subject falls in, then mapped by the
 * calibration where there is one. A bin holds the
 * values up to and including `upTo` and above the one before; null has no upper end; the bin of
 * what is missing stands last. WoE is ln of (share of the bads / share of the goods): higher is
 * riskier, 0 is the population's average. A contribution is coefficient x WoE.
 */
export type Artefact = Omit<z.infer<typeof Artefact>, 'features'> & {
  features: FeatureDefinition[];
};

/** One characteristic of a scorecard. */
export type Characteristic = Artefact['characteristics'][number];

/** Reads an untrusted artefact: strict shape first, then what the shape cannot say. */
export function parseArtefact(json: unknown): Result<Artefact, ParseRefusal> {
  const parsed = Artefact.safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  const features = parseDefinitions(parsed.data.features);
  if (!features.ok)
    return err({ ...features.error, path: joined('features', features.error.path) });
  const artefact = { ...parsed.data, features: features.value };
  const fault = faultOfCard(artefact);
  return fault ? err(fault) : ok(artefact);
}

/** The artefact's name: sha-256, by the function given, of its canonical text. */
export function artefactHash(artefact: Artefact, sha256: (text: string) => string): string {
  return sha256(canonicalJson(artefact));
}

function faultOfCard({ kind, features, characteristics }: Artefact): ParseRefusal | undefined {
  const stray = features.findIndex((definition) => definition.kind !== kind);
  if (stray >= 0) return inconsistent(`features.${stray}.kind`, `the scorecard is of a ${kind}`);
  if (features.length !== characteristics.length)
    return inconsistent('features', 'there is one definition for each characteristic');
  for (const [i, characteristic] of characteristics.entries()) {
    const definition = features[i];
    const path = `characteristics.${i}`;
    if (definition.name !== characteristic.feature)
      return inconsistent(`${path}.feature`, 'definitions stand in the characteristics’ order');
    const fault = faultOfCharacteristic(characteristic, definition);
    if (fault) return { ...fault, path: joined(path, fault.path) };
  }
  return undefined;
}

function faultOfCharacteristic(
  { bins, coefficient, missingReasonCode, reasonCode }: Characteristic,
  definition: FeatureDefinition,
): ParseRefusal | undefined {
  const { riskDirection } = definition;
  if (reasonCode !== definition.reasonCode || missingReasonCode !== definition.missingReasonCode)
    return inconsistent('reasonCode', 'reasons are those of the definition');
  const weighed = bins.findIndex(({ contribution, woe }) => contribution !== coefficient * woe);
  if (weighed >= 0)
    return inconsistent(`bins.${weighed}.contribution`, 'a contribution is coefficient x WoE');
  const values = bins.flatMap((bin) => ('missing' in bin ? [] : [bin]));
  if (values.length !== bins.length - 1 || !('missing' in bins[bins.length - 1]))
    return inconsistent('bins', 'exactly one bin, the last, is for what is missing');
  const ends = values.map(({ upTo }) => upTo ?? Infinity);
  const disordered = values.findIndex(
    ({ upTo }, i) =>
      (upTo === null) !== (i === ends.length - 1) || (i > 0 && ends[i] <= ends[i - 1]),
  );
  if (disordered >= 0)
    return inconsistent(`bins.${disordered}.upTo`, 'upper ends rise, and the last bin has none');
  const sign = riskDirection === 'up' ? 1 : -1;
  const turned = values.findIndex(({ woe }, i) => i > 0 && sign * (woe - values[i - 1].woe) < 0);
  return turned < 0
    ? undefined
    : inconsistent(`bins.${turned}.woe`, `risk goes ${riskDirection} only`);
}

const joined = (head: string, tail: string): string => (tail ? `${head}.${tail}` : head);
