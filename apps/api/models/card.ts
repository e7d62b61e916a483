import { z } from 'zod';
import type { DictionaryEntry, ModelCard, ReasonText } from '#models';
import { FEATURE_SETS } from '#subjects';
import { ModelAnswer } from './schema.js';
import { exampleArtefact } from './example-artefact.js';

const reason = () => z.strictObject({ code: z.string(), en: z.string(), zh_cn: z.string() });
const Rule = z.strictObject({
  jurisdiction: z.string(),
  ground: z.string(),
  since: z.iso.date(),
  source: z.string(),
  unsure: z
    .string()
    .nullable()
    .meta({ description: 'What is not settled of the rule, which is held to nevertheless.' }),
});
const Feature = z.strictObject({
  name: z.string(),
  column: z.string().nullable().meta({ description: 'Its name in the file that was brought.' }),
  definition: z.record(z.string(), z.json()).meta({ description: 'How its number is made.' }),
  clusters: z.array(z.string()),
  window_months: z.int().nullable(),
  unit: z.string(),
  risk_direction: z.enum(['up', 'down']),
  reason: reason(),
  missing_reason: reason(),
  prohibited: z
    .array(Rule)
    .meta({ description: 'Rules of your jurisdiction by which nobody may be judged by it.' }),
});
const [definition] = FEATURE_SETS.person.definitions;
const RISK = definition?.riskDirection ?? 'up';

/** A model's card: what it predicts, for whom, from what; none of its weights. */
export const CardAnswer = z
  .strictObject({
    ...ModelAnswer.shape,
    format: z.string(),
    event: z.string(),
    horizon_months: z.int(),
    population: z.string(),
    base_rate: z.number(),
    provenance: z.strictObject({
      trainer: z.string(),
      trained_as_of: z.string(),
      data_hash: z.string().nullable(),
    }),
    report: z
      .record(z.string(), z.json())
      .nullable()
      .meta({ description: 'On unseen subjects; null for a model that was brought.' }),
    features: z.array(Feature),
  })
  .meta({
    id: 'ModelCard',
    example: {
      sha256: 'a3f5c1e09b7d4f2a8c6e1b3d5f7a9c0e2b4d6f8a1c3e5b7d9f0a2c4e6b8d1f3a',
      kind: 'person',
      name: 'Shoppers 2026-11',
      version: 1,
      owned: true,
      created_at: '2026-11-24T08:00:00.000Z',
      format: 'assay-scorecard@1',
      event: '90 days late',
      horizon_months: 12,
      population: 'customers with an instalment plan',
      base_rate: 0.03,
      provenance: {
        trainer: 'example',
        trained_as_of: '2025-11-01T00:00:00.000Z',
        data_hash: null,
      },
      report: { ...exampleArtefact().report },
      features: [
        {
          name: definition?.name ?? '',
          column: null,
          definition: { ...definition?.aggregation },
          clusters: [...(definition?.clusters ?? [])],
          window_months: definition?.window ?? null,
          unit: definition?.unit ?? '',
          risk_direction: RISK,
          reason: { code: 'late-instalments', en: 'Late.', zh_cn: '逾期。' },
          missing_reason: { code: 'no-orders', en: 'None.', zh_cn: '没有。' },
          prohibited: [],
        },
      ],
    },
  });

/** A card on the wire, besides what names the model. */
export const cardBody = (card: ModelCard) => ({
  format: card.format,
  event: card.event,
  horizon_months: card.horizonMonths,
  population: card.population,
  base_rate: card.baseRate,
  provenance: {
    trainer: card.trainer,
    trained_as_of: card.trainedAsOf,
    data_hash: card.dataHash,
  },
  report: card.report,
  features: card.dictionary.map(featureBody),
});

const featureBody = (entry: DictionaryEntry) => ({
  name: entry.definition.name,
  column: entry.column,
  definition: entry.definition.aggregation,
  clusters: entry.definition.clusters,
  window_months: entry.definition.window,
  unit: entry.definition.unit,
  risk_direction: entry.definition.riskDirection,
  reason: reasonBody(entry.reason),
  missing_reason: reasonBody(entry.missingReason),
  prohibited: entry.prohibited.map(({ jurisdiction, ground, since, source, unsure }) => ({
    ...{ jurisdiction, ground, since, source, unsure },
  })),
});

const reasonBody = ({ code, en, zhCn }: ReasonText) => ({ code, en, zh_cn: zhCn });
