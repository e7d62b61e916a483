/** What a shopping account knows of its holder; starred fields of law (age, sex, …) may be null. */
export interface PersonProfile {
  readonly customer_since: string;
  readonly declared_income_minor: number | null;
  readonly income_declared_on: string | null;
  readonly currency: string;
  readonly address_changes: readonly string[];
  readonly devices_first_seen: readonly string[];
  readonly email_kind: string | null;
  readonly birth_year: number | null;
  readonly sex: 'female' | 'male' | null;
  readonly marital_status: string | null;
  readonly nationality: string | null;
  readonly group: string | null;
}

/** One order; `failed_attempts` are payments refused before the one that went through. */
export interface OrderEntry {
  readonly at: string;
  readonly amount_minor: number;
  readonly category: string;
  readonly channel: string;
  readonly failed_attempts: number;
  readonly returned_on: string | null;
}

/** One instalment of a plan; unpaid as of the world's as-of date when `paid_on` is null. */
export interface InstalmentEntry {
  readonly due_on: string;
  readonly amount_minor: number;
  readonly paid_on: string | null;
}

/** The credit line at the end of a month. */
export interface BalanceMonth {
  readonly month: string;
  readonly limit_minor: number;
  readonly used_minor: number;
}

/** The outcome window [observed_from, observed_until) and the day of default within it. */
export interface OutcomeCluster {
  readonly observed_from: string;
  readonly observed_until: string;
  readonly defaulted_on: string | null;
}

/** Orders in time order. */
export interface OrdersCluster {
  readonly currency: string;
  readonly orders: readonly OrderEntry[];
}

/** Instalments in order of their due date. */
export interface RepaymentsCluster {
  readonly currency: string;
  readonly instalments: readonly InstalmentEntry[];
}

/** Month ends in time order. */
export interface BalancesCluster {
  readonly currency: string;
  readonly months: readonly BalanceMonth[];
}

/** The clusters of a person, one document each; arrays are in time order, money in minor units. */
export interface PersonClusters {
  readonly profile: PersonProfile;
  readonly orders: OrdersCluster;
  readonly repayments: RepaymentsCluster;
  readonly balances: BalancesCluster;
  readonly outcome: OutcomeCluster;
}

/** What the platform knows of a firm. */
export interface FirmProfile {
  readonly founded_on: string;
  readonly joined_on: string;
  readonly category: string;
  readonly currency: string;
}

/** One month of a firm's sales. */
export interface SalesMonth {
  readonly month: string;
  readonly gmv_minor: number;
  readonly orders: number;
  readonly refunded_minor: number;
  readonly chargebacks: number;
  readonly late_shipments: number;
  readonly rating: number | null;
  readonly buyer_hhi: number | null;
  readonly stock_days: number | null;
}

/** One month of a firm's payouts. */
export interface PayoutMonth {
  readonly month: string;
  readonly paid_minor: number;
  readonly held_minor: number;
}

/** Months in time order. */
export interface SalesCluster {
  readonly currency: string;
  readonly months: readonly SalesMonth[];
}

/** Months in time order. */
export interface PayoutsCluster {
  readonly currency: string;
  readonly months: readonly PayoutMonth[];
}

/** The clusters of a firm, one document each; arrays are in time order, money in minor units. */
export interface FirmClusters {
  readonly profile: FirmProfile;
  readonly sales: SalesCluster;
  readonly payouts: PayoutsCluster;
  readonly outcome: OutcomeCluster;
}
