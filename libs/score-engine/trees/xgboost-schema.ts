import { z } from 'zod';
import { CATEGORIES_MAX, MODEL_FEATURES_MAX, TREES_MAX } from './limits.js';

const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number, as text')
    .transform(Number)
    .refine((value) => value <= max, { message: `at most ${max}` });

/**
 * A list whose first wrong item alone is told of: a schema's own list would tell of each, and a
 * hostile file holds millions.
 */
const listOf = <T>(is: (item: unknown) => item is T, what: string) =>
  z.unknown().transform((value, context): T[] => {
    const list: unknown[] | undefined = Array.isArray(value) ? value : undefined;
    if (list?.every(is)) return list;
    const at = list?.findIndex((item) => !is(item));
    const path = at === undefined ? [] : [at];
    context.addIssue({ code: 'custom', path, message: at === undefined ? 'a list' : what });
    return z.NEVER;
  });
const isNumber = (item: unknown): item is number => Number.isFinite(item);
const isWhole = (item: unknown): item is number => Number.isSafeInteger(item);
const isText = (item: unknown): item is string => typeof item === 'string';
const isCategory = (item: unknown): item is number =>
  isWhole(item) && item >= 0 && item < CATEGORIES_MAX;
const isFlag = (item: unknown): item is 0 | 1 | boolean =>
  item === 0 || item === 1 || typeof item === 'boolean';
const isKind = (item: unknown): item is 0 | 1 => item === 0 || item === 1;

const numbers = listOf(isNumber, 'a number');
const wholes = listOf(isWhole, 'a whole number');
const texts = listOf(isText, 'a text').refine((list) => list.length <= MODEL_FEATURES_MAX, {
  message: `at most ${MODEL_FEATURES_MAX}`,
});

/** One of `trees`; what is not named here would change the answer in a way that is not known. */
const Tree = z.strictObject({
  base_weights: numbers,
  categories: listOf(isCategory, `a category below ${CATEGORIES_MAX}`),
  categories_nodes: wholes,
  categories_segments: wholes,
  categories_sizes: wholes,
  default_left: listOf(isFlag, '0 or 1'),
  id: z.int(),
  left_children: wholes,
  loss_changes: numbers,
  parents: wholes,
  right_children: wholes,
  split_conditions: numbers,
  split_indices: wholes,
  split_type: listOf(isKind, '0 or 1'),
  sum_hessian: numbers,
  tree_param: z.strictObject({
    num_deleted: count(1e9),
    num_feature: count(MODEL_FEATURES_MAX),
    num_nodes: count(1e9),
    size_leaf_vector: count(1e9),
  }),
});
/** A tree of an XGBoost model, as written. */
export type XgboostTree = z.infer<typeof Tree>;

const TreeModel = z.strictObject({
  name: z.literal('gbtree'),
  model: z.strictObject({
    cats: z
      .object({ enc: z.array(z.unknown()).max(0, 'recoded categories are not supported') })
      .optional(),
    gbtree_model_param: z.strictObject({
      num_parallel_tree: count(TREES_MAX).optional(),
      num_trees: count(TREES_MAX),
      size_leaf_vector: count(1e9).optional(),
    }),
    iteration_indptr: wholes.optional(),
    tree_info: wholes,
    // Counted before any is looked at.
    trees: z.array(z.unknown()).min(1).max(TREES_MAX).pipe(z.array(Tree)),
  }),
});

const Booster = z.discriminatedUnion('name', [
  TreeModel,
  z.strictObject({ name: z.literal('dart'), gbtree: TreeModel, weight_drop: numbers }),
  z.strictObject({
    name: z.literal('gblinear'),
    model: z.strictObject({ boosted_rounds: z.int().optional(), weights: numbers }),
  }),
]);
/** The booster of an XGBoost model, as written. */
export type XgboostBooster = z.infer<typeof Booster>;

/** An XGBoost model of version 1.3 to 3, JSON or UBJSON. */
export const XgboostFile = z.strictObject({
  version: z.tuple([z.int().min(1).max(3), z.int(), z.int()]),
  learner: z.strictObject({
    attributes: z.unknown(),
    feature_names: texts,
    feature_types: texts,
    gradient_booster: Booster,
    learner_model_param: z.strictObject({
      base_score: z.string(),
      boost_from_average: z.string().optional(),
      num_class: count(1e9),
      num_feature: count(MODEL_FEATURES_MAX),
      num_target: count(1e9).optional(),
    }),
    objective: z.looseObject({ name: z.string() }),
  }),
});
/** What stands under `learner`. */
export type XgboostLearner = z.infer<typeof XgboostFile>['learner'];
