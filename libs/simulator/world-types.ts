import type { FirmClusters, InstalmentEntry, PersonClusters } from './clusters.js';

/** The economy: a cycle of seven years, none at all, or a shock in months 6-10 after t = 0. */
export type Preset = 'base' | 'flat' | 'shock';

/** Where a subject's payment behaviour stands in a month. */
export type State = 'healthy' | 'strained' | 'distressed';

/** What no institution can see: the true risk of a person at the observation time. */
export interface PersonTruth {
  /** Exact probability of default in the twelve months after observation. */
  readonly pd12: number;
  /** Risk index, standard normal in the population; higher is worse. */
  readonly theta: number;
  readonly ability: number;
  readonly willingness: number;
  readonly state: State;
  readonly fraud: boolean;
  readonly badWithin12m: boolean;
  /** Exact probability of default in the twelve months after the as-of date; 1 once defaulted. */
  readonly pd12AtAsOf: number;
}

/** What no institution can see: the true risk of a firm at the observation time. */
export interface FirmTruth {
  readonly pd12: number;
  readonly theta: number;
  readonly quality: number;
  readonly state: State;
  readonly badWithin12m: boolean;
  readonly pd12AtAsOf: number;
}

/** How a shopper reaches the shop (Berg et al. 2020). */
export interface Footprint {
  readonly device: string;
  readonly host: string;
  readonly channel: string;
  readonly daytime: string;
  readonly nameInMail: boolean;
  readonly digitInMail: boolean;
  readonly lowerCase: boolean;
  readonly mailError: boolean;
}

/** A shopper: identity, clusters as of the world's date, and the truth. */
export interface Shopper {
  readonly kind: 'person';
  readonly index: number;
  readonly reference: string;
  readonly email: string;
  readonly name: string;
  /** A credit bureau's score; null when the bureau has no file. */
  readonly bureau: number | null;
  readonly footprint: Footprint;
  readonly clusters: PersonClusters;
  readonly truth: PersonTruth;
}

/** A merchant: identity, clusters as of the world's date, and the truth. */
export interface Merchant {
  readonly kind: 'firm';
  readonly index: number;
  readonly reference: string;
  readonly email: string;
  readonly name: string;
  /** Index of the shopper who owns the firm. */
  readonly owner: number;
  readonly clusters: FirmClusters;
  readonly truth: FirmTruth;
}

/** What a person asks of a lender. */
export interface LoanApplication {
  readonly applied_on: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly term_months: 36 | 60;
  readonly purpose: string;
  readonly annual_income_minor: number;
  readonly utilisation: number;
  readonly inquiries: number;
  readonly rents: boolean;
  readonly job_years: number;
  readonly bureau: number;
  /** The lender's own score: high is bad. */
  readonly lender_score: number;
  /** A-G; null outside the accepted, which are priced alike. */
  readonly grade: string | null;
  readonly rate_percent: number;
  readonly decision: 'accepted' | 'accepted-at-random' | 'declined';
}

/** A booked loan up to the world's as-of date. */
export interface Loan {
  readonly issued_on: string;
  readonly instalment_minor: number;
  readonly instalments: readonly InstalmentEntry[];
  readonly prepaid_on: string | null;
  readonly defaulted_on: string | null;
}

/** What no lender can see: the true risk of an application, were it booked. */
export interface ApplicantTruth {
  readonly theta: number;
  /** Exact probability of default within twelve months of issue, and by the end of the term. */
  readonly pd12: number;
  readonly pdTerm: number;
  /** Borrows from several lenders at once. */
  readonly multi: boolean;
  /** Month on book of default, were it booked; null when the loan would be repaid. */
  readonly defaultMonth: number | null;
}

/** A person who asks one of the two lenders for a loan. */
export interface Applicant {
  readonly kind: 'person';
  readonly index: number;
  readonly lender: Lender;
  readonly reference: string;
  readonly email: string;
  readonly name: string;
  /** Index of the shopper that this person is, too; null for one who does not shop. */
  readonly shopper: number | null;
  readonly application: LoanApplication;
  readonly loan: Loan | null;
  readonly truth: ApplicantTruth;
}

/** The two lenders draw on overlapping people, each with streams of its own. */
export type Lender = 0 | 1;
