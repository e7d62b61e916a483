import type { ApplicabilityTerms, FeatureDefinition, SubjectKind } from '#score-engine';

/** What there is to judge a person or a firm by, and how much of it is enough. */
const EVIDENCE = {
  person: [
    { feature: 'orders_12m', enough: 12 },
    { feature: 'instalments_12m', enough: 12 },
    { feature: 'months_as_customer', enough: 12 },
    // Three months of balances: with fewer there is no slope.
    { feature: 'utilisation_slope_6m', enough: null },
  ],
  firm: [
    { feature: 'months_of_sales_24m', enough: 12 },
    { feature: 'months_on_marketplace', enough: 12 },
  ],
} as const satisfies Record<SubjectKind, ApplicabilityTerms['evidence']>;

/** Below a tenth of what is enough nothing is scored; below a half a file is thin. */
const MINIMUM = 0.1;
const THIN_BELOW = 0.5;

/**
 * How far the true logit lies from the model's, for nine thin files of ten: fewer than one in
 * twenty lie lower, and fewer than one in twenty higher.
 *
 * One yes or no a person cannot tell how far true probabilities scatter about a model's, so the
 * figures are split-conformal quantiles of (true - model's) logit where the truth is known: the
 * simulated world, models learnt there, people and firms whom they had not seen. They are rounded
 * away from zero, and `thin-interval.spec.ts` holds them to other seeds.
 *
 * @source Lei et al. 2018, Distribution-Free Predictive Inference for Regression, JASA 113(523)
 */
const THIN_LOGIT = {
  person: { logitBelow: 3.2, logitAbove: 2.2 },
  firm: { logitBelow: 2.1, logitAbove: 1.5 },
} as const satisfies Record<SubjectKind, { logitBelow: number; logitAbove: number }>;

/** Ends of a range are told no finer than this, so that they are nobody's own figure. */
const DIGITS = 2;

/**
 * To whom a model that was learnt here applies.
 *
 * @param features those that the model kept, with the values that it was learnt from
 */
export function learntApplicability(
  kind: SubjectKind,
  features: readonly {
    readonly definition: FeatureDefinition;
    readonly values: Float64Array;
  }[],
  definitions: readonly FeatureDefinition[],
): ApplicabilityTerms {
  const seen = new Set(features.flatMap(({ definition }) => definition.clusters));
  const evidence = EVIDENCE[kind].filter(({ feature }) =>
    definitions.some(
      ({ name, clusters }) => name === feature && clusters.every((cluster) => seen.has(cluster)),
    ),
  );
  const told = evidence.length > 0;
  return {
    evidence,
    minimum: told ? MINIMUM : 0,
    thin: told ? { below: THIN_BELOW, ...THIN_LOGIT[kind] } : null,
    ranges: features.map(({ definition, values }) => ({
      feature: definition.name,
      ...rangeOf(values),
    })),
  };
}

/** The least and the largest value, rounded outwards; null where there is none. */
function rangeOf(values: Float64Array): { low: number | null; high: number | null } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: null, high: null };
  return { low: outwards(low, Math.floor), high: outwards(high, Math.ceil) };
}

function outwards(value: number, round: (value: number) => number): number | null {
  if (!Number.isFinite(value)) return null;
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log10(Math.abs(value))) - DIGITS + 1;
  // A power of ten below one is divided by, as its inverse is exact.
  return exponent >= 0
    ? round(value / 10 ** exponent) * 10 ** exponent
    : round(value * 10 ** -exponent) / 10 ** -exponent;
}
