/** What a split asks of a value. */
export const SPLIT = {
  /** Left when the value is at most the threshold. */
  atMost: 0,
  /** Left when the value is the threshold. */
  equals: 1,
  /** Left when the value's code is in the split's set. */
  among: 2,
} as const;

/** What a split does with a value before it asks: each library has its own idea of what is missing. */
export const MISSING = {
  /** NaN is read as 0 (LightGBM: none). */
  asZero: 0,
  /** NaN and zero go left (LightGBM: zero, default left). */
  zeroLeft: 1,
  zeroRight: 2,
  nanLeft: 3,
  nanRight: 4,
  /** A code, cut to a whole number: -0.5 is code 0, NaN in no set (LightGBM). */
  truncatedCode: 5,
  /** A code; what is below 0 is in no set, NaN goes left (XGBoost). */
  codeNanLeft: 6,
  codeNanRight: 7,
  /** NaN goes left where `equals` asks (ONNX: missing tracks true). */
  nanEqual: 8,
} as const;

/** A column that a model reads. */
export interface ModelFeature {
  readonly name: string;
  /** Its values are codes of categories: 0, 1, 2, … */
  readonly categorical: boolean;
  /** The label of each code, where the file holds them. */
  readonly labels: readonly (string | number | boolean)[] | null;
}

/** From margin to output: output = f(slope · margin / divisor). */
export interface Link {
  /** With `sigmoid`, slope · margin / divisor is the log-odds that the library means. */
  readonly kind: 'sigmoid' | 'identity';
  readonly slope: number;
  /** 1, or the number of trees where the library averages them (random forest). */
  readonly divisor: number;
}

/** All splits and leaves of all trees. A child is a split's place, or ~place of a leaf. */
export interface Forest {
  /**
   * [trees + 1]: a tree's splits are [splitStart[t], splitStart[t + 1]), its root the first. Its
   * leaves, one more than its splits, begin at splitStart[t] + t.
   */
  readonly splitStart: Int32Array;
  readonly feature: Int32Array;
  /** One of SPLIT. */
  readonly kind: Uint8Array;
  /** One of MISSING. */
  readonly missing: Uint8Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** A set's words are [setStart, setEnd) of `words`; empty but for `among`. */
  readonly setStart: Int32Array;
  readonly setEnd: Int32Array;
  readonly words: Uint32Array;
  /** Added to the margin; a tree's weight is in it. */
  readonly leaf: Float64Array;
  /** How much training data passed, where the file tells of every split: counts or hessians. */
  readonly splitCover: Float64Array | null;
  readonly leafCover: Float64Array | null;
}

/** A model as its file tells it, checked: shapes, bounds, numbers. What it means stands in `Forest`. */
export interface TreeModel {
  readonly source: 'lightgbm' | 'xgboost' | 'onnx';
  readonly features: readonly ModelFeature[];
  /** How the library holds values and sums; every threshold, leaf and weight is such a number. */
  readonly precision: 'float64' | 'float32';
  /** What each row's sum begins with. */
  readonly base: number;
  readonly link: Link;
  /** [features] of a linear booster: each adds weight · value where the value is there. */
  readonly linear: Float64Array | null;
  readonly forest: Forest;
}
