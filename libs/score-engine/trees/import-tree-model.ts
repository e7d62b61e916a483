import type { Result } from '#kernel';
import { importLightgbm } from './import-lightgbm.js';
import { importOnnx } from './import-onnx.js';
import { importXgboostJson, importXgboostUbjson } from './import-xgboost.js';
import type { ModelRefusal } from './refusal.js';
import type { TreeModel } from './tree-model.js';

const IMPORTERS = {
  'lightgbm-text': importLightgbm,
  'xgboost-json': importXgboostJson,
  'xgboost-ubjson': importXgboostUbjson,
  onnx: importOnnx,
} as const;

/** The formats of tree models that are read. */
export type TreeFormat = keyof typeof IMPORTERS;

/** The names of the formats, as a caller may give them. */
export const TREE_FORMATS = Object.keys(IMPORTERS) as readonly TreeFormat[];

/** Reads a model file of a named format: strictly, in time and memory that its size bounds. */
export function importTreeModel(
  format: TreeFormat,
  bytes: Uint8Array,
): Result<TreeModel, ModelRefusal> {
  return IMPORTERS[format](bytes);
}
