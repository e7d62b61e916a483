/** What a reading may be for: a closed list, one purpose a consent. */
export const PURPOSES = [
  'underwriting',
  'monitoring',
  'collections',
  'model_development',
  'fraud',
] as const;

/** What a reading is for. Its sentence for people is `purpose.<purpose>` in words. */
export type Purpose = (typeof PURPOSES)[number];

/** The kinds of subject: a natural person, or a firm. */
export type SubjectKind = 'person' | 'firm';

/** The clusters that a consent can open, by the kind of subject. Outcomes are never among them. */
export const SHAREABLE_CLUSTERS = {
  person: ['profile', 'orders', 'repayments', 'balances'],
  firm: ['profile', 'sales', 'payouts'],
} as const satisfies Record<SubjectKind, readonly string[]>;

/** A group of a subject's data that is asked for, granted and withheld as a whole. */
export type Cluster = (typeof SHAREABLE_CLUSTERS)[SubjectKind][number];

/** How the data may be used. QUERY: a score is computed from them, and only the score leaves. */
export type ConsentMode = 'QUERY';

/** Whether data may be read once, or again and again while the consent holds. */
export type FetchType = 'ONETIME' | 'PERIODIC';

/** The calendar windows, in the borrower's time zone, in which readings are counted. */
export type FrequencyUnit = 'DAY' | 'MONTH';

/** At most `value` readings in each calendar day or month of the borrower's time zone. */
export interface Frequency {
  readonly unit: FrequencyUnit;
  readonly value: number;
}

/** What a recipient asks of a borrower. */
export interface ConsentTerms {
  readonly purpose: Purpose;
  readonly clustersNeeded: readonly Cluster[];
  /** The borrower chooses each of these singly. */
  readonly clustersOptional: readonly Cluster[];
  /** The consent holds over [granted, granted + days). */
  readonly days: number;
  /**
   * How long a copy, or the score made from the data, may be kept by the recipient; never beyond
   * the consent itself.
   */
  readonly dataLifeDays: number;
  /** How far back the data that are read may reach. */
  readonly historyMonths: number;
  readonly mode: ConsentMode;
  readonly fetchType: FetchType;
  /** Null for ONETIME, and only there. */
  readonly frequency: Frequency | null;
}

/**
 * The most days for which a score made under the terms can be called up again, which is what a
 * borrower is told: an ended consent answers nobody, whatever the time that was asked for.
 *
 * @source consent.md section 2: EXPIRED is like REVOKED without fault
 */
export const keptDays = ({ days, dataLifeDays }: Pick<ConsentTerms, 'days' | 'dataLifeDays'>) =>
  Math.min(days, dataLifeDays);

/** Every cluster that the terms ask for, needed ones first. */
export const clustersAsked = (terms: ConsentTerms): readonly Cluster[] => [
  ...terms.clustersNeeded,
  ...terms.clustersOptional,
];
