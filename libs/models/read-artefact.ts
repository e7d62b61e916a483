import { createHash } from 'node:crypto';
import { err, ok, type Result } from '#kernel';
import {
  type Applicability,
  type Artefact,
  calibrated,
  compileApplicability,
  compileScorecard,
  type CompiledTrees,
  type FeatureDefinition,
  type FileTools,
  type LogisticArtefact,
  logisticScorer,
  parseArtefact,
  readLogisticArtefact,
  readTreeArtefact,
  type Scorer,
  scorecardScorer,
  studiedIn,
  STUDY_FEATURES,
  type SubjectKind,
  type TreeArtefact,
  treeScorer,
} from '#score-engine';
import { FEATURE_SETS } from '#subjects';

/** A model of any kind, as it is kept. */
export type AnyArtefact = Artefact | LogisticArtefact | TreeArtefact;

/** An artefact that was read and made ready to score. */
export interface ReadArtefact {
  readonly artefact: AnyArtefact;
  /** Its logit is the calibrated one. */
  readonly scorer: Scorer;
  /** To whom it applies. */
  readonly applicability: Applicability;
  /** Before the artefact's own calibration: what a new one is fitted to. */
  readonly uncalibrated: Scorer;
  /** What golden rows are held against; undefined for what is not trees. */
  readonly trees: CompiledTrees | undefined;
}

/** Why an artefact is not accepted; `path` names the place in it, or in the file that it holds. */
export interface ArtefactRefusal {
  readonly code:
    | 'model-artefact-unsound'
    | 'model-features-unknown'
    | 'model-malformed'
    | 'model-unsupported'
    | 'model-too-large';
  readonly path: string;
  readonly detail: string;
}

const FILE_TOOLS: FileTools = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  decode: (base64) => {
    const bytes = Buffer.from(base64, 'base64');
    return bytes.toString('base64') === base64 ? bytes : undefined;
  },
};

/** Reads an untrusted artefact of any kind and makes it ready to score. */
export function readArtefact(json: unknown): Result<ReadArtefact, ArtefactRefusal> {
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : '';
  if (format === 'assay-trees@1') return readTrees(json);
  return format === 'assay-logistic@1' ? readLogistic(json) : readScorecard(json);
}

/** What a model may name: what is computed, and what it can only be studied with. */
const offeredOf = (kind: SubjectKind): readonly FeatureDefinition[] => [
  ...FEATURE_SETS[kind].definitions,
  ...STUDY_FEATURES[kind],
];

/** The set that a model's rows are packed by; that of the vectors kept, unless it is for study. */
export const featureSetOf = ({ kind, features }: Pick<AnyArtefact, 'kind' | 'features'>) =>
  studiedIn(features).length > 0 ? offeredOf(kind) : FEATURE_SETS[kind].definitions;

function readScorecard(json: unknown): Result<ReadArtefact, ArtefactRefusal> {
  const parsed = parseArtefact(json);
  if (!parsed.ok) return err(refusalFor('model-artefact-unsound', parsed.error));
  const { value: artefact } = parsed;
  const card = compileScorecard(artefact, featureSetOf(artefact));
  if (!card.ok) return err(refusalFor('model-features-unknown', card.error));
  const scorer = scorecardScorer(card.value, artefact.characteristics);
  return made(artefact, scorer, undefined);
}

function readLogistic(json: unknown): Result<ReadArtefact, ArtefactRefusal> {
  const read = readLogisticArtefact(json, offeredOf);
  if (!read.ok) return err(refusalFor(codeOf(read.error.code), read.error));
  const { value: artefact } = read;
  return made(artefact, logisticScorer(artefact, featureSetOf(artefact)), undefined);
}

function readTrees(json: unknown): Result<ReadArtefact, ArtefactRefusal> {
  const read = readTreeArtefact(json, offeredOf, FILE_TOOLS);
  if (!read.ok) return err(refusalFor(codeOf(read.error.code), read.error));
  const { artefact, model } = read.value;
  const ready = treeScorer(model, artefact, featureSetOf(artefact));
  if (!ready.ok) return err(refusalFor(ready.error.code, ready.error));
  return made(artefact, ready.value.scorer, ready.value.trees);
}

function made(
  artefact: AnyArtefact,
  uncalibrated: Scorer,
  trees: CompiledTrees | undefined,
): Result<ReadArtefact, ArtefactRefusal> {
  const { calibration } = artefact;
  const terms = compileApplicability(artefact, FEATURE_SETS[artefact.kind].definitions);
  if (!terms.ok) return err(refusalFor('model-artefact-unsound', terms.error));
  const scorer = calibration ? calibrated(uncalibrated, calibration) : uncalibrated;
  return ok({ artefact, scorer, uncalibrated, applicability: terms.value, trees });
}

type EngineCode =
  | 'malformed'
  | 'inconsistent'
  | 'prohibited-attribute'
  | 'unknown-feature'
  | Exclude<ArtefactRefusal['code'], 'model-artefact-unsound' | 'model-features-unknown'>;

function codeOf(code: EngineCode): ArtefactRefusal['code'] {
  if (code === 'unknown-feature') return 'model-features-unknown';
  if (code === 'malformed' || code === 'inconsistent' || code === 'prohibited-attribute')
    return 'model-artefact-unsound';
  return code;
}

function refusalFor(
  code: ArtefactRefusal['code'],
  { path, message }: { readonly path: string; readonly message: string },
): ArtefactRefusal {
  return { code, path, detail: message };
}
