import type { FirmClusters, PersonClusters } from './clusters.js';

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
