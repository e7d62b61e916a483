import { z } from 'zod';
import { CATEGORIES_MAX, MODEL_FEATURES_MAX, TREES_MAX } from './limits.js';

const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number, as text')
    .transform(Number)
    .refine((value) => value <= max, { message: `at most ${max}` });
const numbers = z.array(z.number());
const wholes = z.array(z.int());

/** One of `trees`; what is not named here would change the answer in a way that is not known. */
const Tree = z.strictObject({
  base_weights: numbers,
  categories: z.array(
    z
      .int()
      .min(0)
      .max(CATEGORIES_MAX - 1),
  ),
  categories_nodes: wholes,
  categories_segments: wholes,
  categories_sizes: wholes,
  default_left: z.array(z.union([z.literal([0, 1]), z.boolean()])),
  id: z.int(),
  left_children: wholes,
  loss_changes: numbers,
  parents: wholes,
  right_children: wholes,
  split_conditions: numbers,
  split_indices: wholes,
  split_type: z.array(z.literal([0, 1])),
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
    trees: z.array(Tree).min(1).max(TREES_MAX),
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
    attributes: z.record(z.string(), z.string()),
    feature_names: z.array(z.string()).max(MODEL_FEATURES_MAX),
    feature_types: z.array(z.string()).max(MODEL_FEATURES_MAX),
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
