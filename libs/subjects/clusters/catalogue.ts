import type { SubjectKind } from '#score-engine';
import type { z } from 'zod';
import { FirmPayouts, FirmProfile, FirmSales } from './firm.js';
import {
  Outcome,
  PersonBalances,
  PersonOrders,
  PersonProfile,
  PersonRepayments,
} from './person.js';

/** A part of a subject's data: one document, shared or withheld as a whole. */
export interface Cluster {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Whether a consent may open it at all. */
  readonly shareable: boolean;
  /** Strict: unknown members are refused. */
  readonly schema: z.ZodType;
}

/** Every cluster there is. */
export const CLUSTERS: readonly Cluster[] = [
  { kind: 'person', name: 'profile', shareable: true, schema: PersonProfile },
  { kind: 'person', name: 'orders', shareable: true, schema: PersonOrders },
  { kind: 'person', name: 'repayments', shareable: true, schema: PersonRepayments },
  { kind: 'person', name: 'balances', shareable: true, schema: PersonBalances },
  { kind: 'person', name: 'outcome', shareable: false, schema: Outcome },
  { kind: 'firm', name: 'profile', shareable: true, schema: FirmProfile },
  { kind: 'firm', name: 'sales', shareable: true, schema: FirmSales },
  { kind: 'firm', name: 'payouts', shareable: true, schema: FirmPayouts },
  { kind: 'firm', name: 'outcome', shareable: false, schema: Outcome },
];

/** The cluster of a kind by its name; undefined when there is none. */
export const clusterOf = (kind: SubjectKind, name: string): Cluster | undefined =>
  CLUSTERS.find((cluster) => cluster.kind === kind && cluster.name === name);
