import type { Mode } from './cell.js';

/** Who acts. Made at the edge (guard, session, job payload) and passed on, never ambient. */
export type Actor = ApiKeyActor | StaffActor | Borrower | SystemActor;

/** A tenant's system, by its API key. */
export interface ApiKeyActor {
  readonly kind: 'api_key';
  readonly id: string;
  readonly tenantId: string;
  readonly mode: Mode;
  readonly scopes: readonly string[];
  readonly requestId: string;
}

/** A member of staff, of one tenant, or of the platform (`tenantId` null). */
export interface StaffActor {
  readonly kind: 'staff';
  readonly id: string;
  readonly tenantId: string | null;
  readonly requestId: string;
}

/** A person whose data it is, or who acts for a firm. */
export interface Borrower {
  readonly kind: 'borrower';
  readonly id: string;
  readonly requestId: string;
}

/** The platform itself: the worker, a schedule, the command line. */
export interface SystemActor {
  readonly kind: 'system';
  readonly id: string;
  readonly requestId: string;
}
