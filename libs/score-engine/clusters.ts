/** Whom a feature or a model is about. */
export type SubjectKind = 'person' | 'firm';

/** A part of a subject's data that is shared, or withheld, as a whole. */
export type ClusterName = 'profile' | 'orders' | 'repayments' | 'balances' | 'sales' | 'payouts';

/** The clusters of each kind; the place in the list is the bit in a withheld mask. */
export const CLUSTERS_OF = {
  person: ['profile', 'orders', 'repayments', 'balances'],
  firm: ['profile', 'sales', 'payouts'],
} as const satisfies Record<SubjectKind, readonly ClusterName[]>;

/** What a feature may read of a profile; prohibited attributes may be there, and are never read. */
export interface ProfileData {
  readonly customer_since?: string;
  readonly declared_income_minor?: number | null;
  readonly income_declared_on?: string | null;
  readonly address_changes?: readonly string[];
  readonly devices_first_seen?: readonly string[];
  readonly email_kind?: string | null;
  readonly founded_on?: string;
  readonly joined_on?: string;
  readonly category?: string;
}

/** An order; known from its instant on, its return from the day of the return. */
export interface OrderData {
  readonly at: string;
  readonly amount_minor: number;
  readonly category: string;
  readonly channel: string;
  readonly failed_attempts: number;
  readonly returned_on: string | null;
}

/** An instalment; known from the day that it is due, its payment from the day that it is paid. */
export interface InstalmentData {
  readonly due_on: string;
  readonly amount_minor: number;
  readonly paid_on: string | null;
}

/** A month's credit line; known when the month has ended. */
export interface BalanceMonth {
  readonly month: string;
  readonly limit_minor: number;
  readonly used_minor: number;
}

/** A month's sales; known when the month has ended. */
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

/** A month's payouts; known when the month has ended. */
export interface PayoutMonth {
  readonly month: string;
  readonly paid_minor: number;
  readonly held_minor: number;
}

/** A subject's data by cluster. A cluster that is not there makes its features missing. */
export interface Clusters {
  readonly profile?: ProfileData;
  readonly orders?: { readonly orders: readonly OrderData[] };
  readonly repayments?: { readonly instalments: readonly InstalmentData[] };
  readonly balances?: { readonly months: readonly BalanceMonth[] };
  readonly sales?: { readonly months: readonly SalesMonth[] };
  readonly payouts?: { readonly months: readonly PayoutMonth[] };
}

/** The mask in which each withheld cluster of this kind sets its bit; others are of no account. */
export function withheldMask(kind: SubjectKind, withheld: readonly string[]): number {
  let mask = 0;
  CLUSTERS_OF[kind].forEach((cluster, bit) => {
    if (withheld.includes(cluster)) mask |= 1 << bit;
  });
  return mask;
}
