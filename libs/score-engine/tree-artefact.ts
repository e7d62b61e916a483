import { canonicalJson, err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { ApplicabilityShape } from './applicability.js';
import { Calibration } from './calibration.js';
import { FeatureDefinition, inconsistent, refusalOf, type ParseRefusal } from './definition.js';
import { prohibitedIn } from './prohibited.js';
import { BACKGROUND_MAX } from './trees/limits.js';
import { TREE_FORMATS, importTreeModel } from './trees/import-tree-model.js';
import type { ModelRefusal } from './trees/refusal.js';
import type { TreeModel } from './trees/tree-model.js';

/** The most columns of a tree model that is deployed: as many as a feature set may have. */
export const TREE_COLUMNS_MAX = 256;

const value = z.number().nullable();
const SHA256 = /^[0-9a-f]{64}$/;
const { reasonCode } = FeatureDefinition.shape;

const Explanation = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('path-dependent') }),
  z.strictObject({
    method: z.literal('interventional'),
    /** Rows that were made up: an artefact cannot be erased, so it holds nobody's data. */
    background: z.strictObject({
      origin: z.literal('synthetic'),
      rows: z.array(z.array(value).max(TREE_COLUMNS_MAX)).min(1).max(BACKGROUND_MAX),
    }),
  }),
]);

const CARD = {
  format: z.literal('assay-trees@1'),
  kind: z.enum(['person', 'firm']),
  event: z.string().min(1).max(200),
  horizonMonths: z.int().min(1).max(120),
  population: z.string().min(1).max(200),
  baseRate: z.number().min(0).max(1),
  applicability: ApplicabilityShape.exactOptional(),
  provenance: z.strictObject({
    trainer: z.string().min(1).max(64),
    trainedAsOf: z.iso.datetime(),
    dataHash: z.string().max(128).nullable(),
    /** The model that this one calibrates anew. */
    parent: z.string().regex(SHA256).exactOptional(),
  }),
  /** Of the log-odds that the file's own library means. */
  calibration: Calibration.exactOptional(),
};
const FILE = {
  format: z.enum(TREE_FORMATS),
  base64: z.string(),
};

/** What a lender must say; the rest has defaults, and an artefact in full is a draft, too. */
const Draft = z.strictObject({
  ...CARD,
  file: z.strictObject({ ...FILE, sha256: z.string().regex(SHA256).optional() }),
  features: z.array(z.unknown()).max(TREE_COLUMNS_MAX).optional(),
  columns: z
    .array(
      z.strictObject({
        column: z.string().min(1).max(200),
        feature: z.string().min(1).max(64).optional(),
        reasonCode: reasonCode.optional(),
      }),
    )
    .max(TREE_COLUMNS_MAX)
    .default([]),
  explanation: Explanation.default({ method: 'path-dependent' }),
});

type Draft = z.infer<typeof Draft>;

/** A column of the lender's file: which feature of ours it is, and what a loss by it is called. */
type TreeColumn = {
  readonly column: string;
  readonly feature: string;
  readonly reasonCode: FeatureDefinition['reasonCode'];
};

/**
 * A tree model as a lender brought it: immutable, named by the SHA-256 of its canonical JSON. It
 * holds the lender's own file, and for each column of the file, in its order, a feature of ours.
 */
export type TreeArtefact = Pick<Draft, keyof typeof CARD | 'explanation'> & {
  readonly file: Draft['file'] & { readonly sha256: string };
  readonly features: FeatureDefinition[];
  readonly columns: TreeColumn[];
};

/** What reading a file's bytes needs from outside: the engine has neither hash nor base64. */
export interface FileTools {
  readonly sha256: (bytes: Uint8Array) => string;
  /** Undefined where the text is not canonical base64. */
  readonly decode: (base64: string) => Uint8Array | undefined;
}

/** An artefact in full, with the model that its file holds. */
export interface ReadTrees {
  readonly artefact: TreeArtefact;
  readonly model: TreeModel;
}

/** Why a tree artefact is refused: by its shape, by its file, or for a feature that is not ours. */
export type TreeRefusal =
  | ParseRefusal
  | ModelRefusal
  | { readonly code: 'unknown-feature'; readonly path: string; readonly message: string };

/**
 * Reads an untrusted artefact, or a draft of one, and completes it: columns without an entry are
 * features of the same name, with that feature's own reason.
 *
 * @param featureSet what is offered for a kind of subject
 */
export function readTreeArtefact(
  json: unknown,
  featureSet: (kind: 'person' | 'firm') => readonly FeatureDefinition[],
  tools: FileTools,
): Result<ReadTrees, TreeRefusal> {
  const parsed = Draft.safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  const draft = parsed.data;
  const file = readFile(draft, tools);
  if (!file.ok) return file;
  const { model, sha256 } = file.value;
  const mapped = columnsOf(draft, model, featureSet(draft.kind));
  if (!mapped.ok) return mapped;
  const features = mapped.value.map(({ definition }) => definition);
  const columns = mapped.value.map(({ column }) => column);
  const fault = faultOfGiven(draft, features);
  if (fault) return err(fault);
  return ok({ artefact: { ...draft, file: { ...draft.file, sha256 }, features, columns }, model });
}

function readFile(
  { file }: Draft,
  tools: FileTools,
): Result<{ readonly model: TreeModel; readonly sha256: string }, TreeRefusal> {
  const bytes = tools.decode(file.base64);
  if (!bytes) return err(inconsistent('file.base64', 'is not base64'));
  const sha256 = tools.sha256(bytes);
  if (file.sha256 !== undefined && file.sha256 !== sha256)
    return err(inconsistent('file.sha256', 'is not the hash of the file'));
  const model = importTreeModel(file.format, bytes);
  if (!model.ok) return err({ ...model.error, path: `file: ${model.error.path}` });
  const unfit = unfitFor(model.value);
  return unfit ? err(unfit) : ok({ model: model.value, sha256 });
}

const unknown = (path: string, message: string): TreeRefusal => ({
  code: 'unknown-feature',
  path,
  message,
});
const unsupported = (path: string, message: string): ModelRefusal => ({
  code: 'model-unsupported',
  path,
  message,
});

/** What the format allows and a probability of default cannot be made of. */
function unfitFor({ link, features }: TreeModel): ModelRefusal | undefined {
  if (link.kind !== 'sigmoid')
    return unsupported('file: objective', 'the model’s output is not a probability');
  if (features.length > TREE_COLUMNS_MAX)
    return {
      code: 'model-too-large',
      path: 'file: features',
      message: `over ${TREE_COLUMNS_MAX}`,
    };
  const labelled = features.find(({ labels }) => labels !== null);
  return labelled
    ? unsupported(
        `file: feature ${labelled.name}`,
        'the categories are labels; ours are numbers, so learn from the numbers',
      )
    : undefined;
}

interface Mapped {
  readonly column: TreeColumn;
  readonly definition: FeatureDefinition;
}

function columnsOf(
  { columns: given }: Draft,
  { features }: TreeModel,
  offered: readonly FeatureDefinition[],
): Result<Mapped[], TreeRefusal> {
  const names = features.map(({ name }) => name);
  const stray = given.findIndex(({ column }) => !names.includes(column));
  if (stray >= 0) return err(inconsistent(`columns.${stray}.column`, 'the file has no such one'));
  if (new Set(given.map(({ column }) => column)).size < given.length)
    return err(inconsistent('columns', 'a column stands twice'));
  const mapped: Mapped[] = [];
  for (const column of names) {
    const entry = given.find((one) => one.column === column);
    const one = mapColumn(column, entry, offered);
    if (!one.ok) return one;
    const { feature } = one.value.column;
    if (mapped.some((before) => before.column.feature === feature))
      return err(inconsistent(`column ${column}`, `${feature} is another column already`));
    mapped.push(one.value);
  }
  return ok(mapped);
}

function mapColumn(
  column: string,
  entry: Draft['columns'][number] | undefined,
  offered: readonly FeatureDefinition[],
): Result<Mapped, TreeRefusal> {
  const path = `column ${column}`;
  // A column that speaks of a prohibited attribute is that attribute, and cannot pass for another.
  const spoken = prohibitedIn(column);
  const feature = entry?.feature ?? spoken ?? column;
  const definition = offered.find(({ name }) => name === feature);
  const disguised = isStudied(definition) ? undefined : (spoken ?? prohibitedIn(feature));
  if (disguised !== undefined)
    return err({ code: 'prohibited-attribute', path, message: `${disguised} is prohibited` });
  if (!definition) return err(unknown(path, `there is no feature ${feature}`));
  const reason = entry?.reasonCode ?? definition.reasonCode;
  return ok({ definition, column: { column, feature, reasonCode: reason } });
}

const isStudied = (definition: FeatureDefinition | undefined): boolean =>
  definition?.aggregation.how === 'attribute';

/** What an artefact in full says of itself must be what is made of it here. */
function faultOfGiven(
  { features: given, explanation }: Draft,
  features: readonly FeatureDefinition[],
): TreeRefusal | undefined {
  if (given !== undefined && canonicalJson(z.json().parse(given)) !== canonicalJson(features))
    return unknown('features', 'are defined otherwise here');
  if (explanation.method !== 'interventional') return undefined;
  const width = features.length;
  const at = explanation.background.rows.findIndex((row) => row.length !== width);
  return at < 0
    ? undefined
    : inconsistent(`explanation.background.rows.${at}`, `a row has ${width} values`);
}
