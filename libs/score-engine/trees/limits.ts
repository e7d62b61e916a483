/** The largest model file, in bytes. */
export const MODEL_BYTES_MAX = 32 * 1024 * 1024;
/** The most features that a model may read. */
export const MODEL_FEATURES_MAX = 4096;
/** The most trees. */
export const TREES_MAX = 10_000;
/** The most splits over all trees; the leaves are as many and one more a tree. */
export const SPLITS_MAX = 2_000_000;
/** The most splits between a root and a leaf. */
export const DEPTH_MAX = 128;
/** A category's code is below this; a split's set of them is held as bits. */
export const CATEGORIES_MAX = 65_536;
/** The most 32-bit words of category sets over all trees. */
export const CATEGORY_WORDS_MAX = 8_000_000;
/** How deep a JSON or UBJSON document may nest; XGBoost's go to 8. */
export const NESTING_MAX = 16;
/** The most lines of one block of a LightGBM model, and of its parameters. */
export const BLOCK_LINES_MAX = 1000;
/** The most messages of one kind in an ONNX message: nodes, attributes, dimensions. */
export const MESSAGES_MAX = 1000;
/** The most rows of a background set. */
export const BACKGROUND_MAX = 512;
/** The most features between a root and a leaf, where a model is explained: bits of a mask. */
export const PATH_FEATURES_MAX = 30;
/** The most steps from roots to leaves, over all leaves of a model that is explained. */
export const PATH_STEPS_MAX = 16_000_000;
/** The most steps times background rows. */
export const BACKGROUND_STEPS_MAX = 500_000_000;
