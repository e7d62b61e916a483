import { err, ok, type Result } from '#kernel';
import type { Cell } from '#kernel';
import type { Tx } from '#adapters/database';
import type { SubjectKind } from '#consent-engine';
import { readRequest } from './tables/consent-request.js';

/** Where a granted consent lives, and whom it is about: what never changes once it is granted. */
export interface ConsentRoute {
  readonly consentId: string;
  readonly providerTenantId: string;
  readonly providerBucket: number;
  /** As the recipient knows the subject. */
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly applicationId: string;
}

/** Why there is no route. A refusal, a person whom nobody knows, and silence are one code. */
export type RouteRefusal =
  { readonly code: 'consent-not-found' } | { readonly code: 'consent-not-authorised' };

const ROUTES_MAX = 100_000;
const routes = new Map<string, ConsentRoute>();
const keyOf = (cell: Cell, consentId: string) => `${String(cell.cellId)} ${consentId}`;

/** The route if it is in memory; of this recipient's cell alone. */
export const knownRoute = (cell: Cell, consentId: string): ConsentRoute | undefined =>
  routes.get(keyOf(cell, consentId));

/**
 * The route of a granted consent, from memory or from the request's row; tx stands in the
 * recipient's cell. Another recipient's consent is not found.
 */
export async function readRequestRoute(
  tx: Tx,
  consentId: string,
): Promise<Result<ConsentRoute, RouteRefusal>> {
  const known = knownRoute(tx.cell, consentId);
  if (known) return ok(known);
  const request = await readRequest(tx, consentId);
  if (!request) return err({ code: 'consent-not-found' });
  const { grantedAt, providerBucket } = request;
  if (grantedAt === null || providerBucket === null) return err({ code: 'consent-not-authorised' });
  const { providerTenantId, subjectId, subjectKind, applicationId } = request;
  const route: ConsentRoute = {
    consentId,
    providerTenantId,
    providerBucket,
    subjectId,
    subjectKind,
    applicationId,
  };
  remember(tx.cell, route);
  return ok(route);
}

function remember(cell: Cell, route: ConsentRoute): void {
  if (routes.size >= ROUTES_MAX) {
    const oldest = routes.keys().next().value;
    if (oldest !== undefined) routes.delete(oldest);
  }
  routes.set(keyOf(cell, route.consentId), route);
}
