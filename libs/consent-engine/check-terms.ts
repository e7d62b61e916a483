import { err, ok, type Result } from '#kernel';
import { type Bound, limitsOf, PURPOSE_LIMITS, type TermLimits } from './purpose-limits.js';
import { clustersAsked, type ConsentTerms, keptDays, SHAREABLE_CLUSTERS } from './terms.js';

/** What a term's refusal names: the member at fault. */
export type TermAttribute =
  'purpose' | 'fetchType' | 'clusters' | 'days' | 'dataLifeDays' | 'historyMonths' | 'frequency';

/** Terms that ask for more than their purpose allows: the first attribute at fault, and its bound. */
export interface TermsRefusal {
  readonly code: 'consent-terms-over-limit';
  readonly attribute: TermAttribute;
  /** The most that is allowed, or the values that are; in words that a program can show. */
  readonly limit: string;
}

/**
 * Holds the terms against the limits of their purpose.
 *
 * Attributes are checked in the order in which `TermAttribute` lists them. Clusters are to be held
 * about one kind of subject, each named once. Counts are whole and at least 1.
 */
export function checkTerms(terms: ConsentTerms): Result<ConsentTerms, TermsRefusal> {
  const byFetchType = PURPOSE_LIMITS[terms.purpose];
  if (!byFetchType) return over('purpose', Object.keys(PURPOSE_LIMITS).join(', '));
  const limits = limitsOf(terms.purpose, terms.fetchType);
  if (!limits) return over('fetchType', Object.keys(byFetchType).join(', '));
  if (!clustersFit(terms)) return over('clusters', clusterLimit());

  for (const [attribute, fits, limit] of boundChecks(terms, limits))
    if (!fits) return over(attribute, limit);
  return ok(terms);
}

/**
 * The terms that a borrower ought to be shown as out of the ordinary: allowed, but beyond what is
 * usual for the purpose.
 */
export function unusualTerms(terms: ConsentTerms): readonly TermAttribute[] {
  const limits = limitsOf(terms.purpose, terms.fetchType);
  if (!limits) return [];
  const unusual: TermAttribute[] = [];
  if (terms.days > limits.days.usual) unusual.push('days');
  if (keptDays(terms) > limits.dataLifeDays.usual) unusual.push('dataLifeDays');
  if (terms.historyMonths > limits.historyMonths.usual) unusual.push('historyMonths');
  const bound = terms.frequency && limits.frequency?.[terms.frequency.unit];
  if (terms.frequency && bound && terms.frequency.value > bound.usual) unusual.push('frequency');
  return unusual;
}

function boundChecks(
  terms: ConsentTerms,
  limits: TermLimits,
): readonly (readonly [TermAttribute, boolean, string])[] {
  return [
    ['days', within(terms.days, limits.days), String(limits.days.max)],
    ['dataLifeDays', within(terms.dataLifeDays, limits.dataLifeDays), `${limits.dataLifeDays.max}`],
    [
      'historyMonths',
      within(terms.historyMonths, limits.historyMonths),
      `${limits.historyMonths.max}`,
    ],
    ['frequency', frequencyFits(terms, limits), frequencyLimit(terms, limits)],
  ];
}

const within = (value: number, bound: Bound): boolean =>
  Number.isInteger(value) && value >= 1 && value <= bound.max;

function frequencyFits({ frequency }: ConsentTerms, limits: TermLimits): boolean {
  if (limits.frequency === null || frequency === null)
    return limits.frequency === null && frequency === null;
  return within(frequency.value, limits.frequency[frequency.unit]);
}

function frequencyLimit({ frequency }: ConsentTerms, limits: TermLimits): string {
  if (limits.frequency === null) return 'none';
  const units = frequency ? [frequency.unit] : (['DAY', 'MONTH'] as const);
  return units.map((unit) => `${limits.frequency?.[unit].max} per ${unit}`).join(', ');
}

function clustersFit(terms: ConsentTerms): boolean {
  const asked = clustersAsked(terms);
  const distinct = new Set(asked).size === asked.length;
  const ofOneKind = Object.values(SHAREABLE_CLUSTERS).some((held: readonly string[]) =>
    asked.every((cluster) => held.includes(cluster)),
  );
  return asked.length > 0 && distinct && ofOneKind;
}

const clusterLimit = (): string =>
  Object.values(SHAREABLE_CLUSTERS)
    .map((clusters) => clusters.join(', '))
    .join('; or ');

const over = (attribute: TermAttribute, limit: string) =>
  err({ code: 'consent-terms-over-limit', attribute, limit } as const);
