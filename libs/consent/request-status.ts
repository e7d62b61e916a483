import type { Tx } from '#adapters/database';
import type { ConsentState } from '#consent-engine';
import { readRequest } from './tables/consent-request.js';

/** How a request stands in the recipient's cell, as last committed. */
export interface RequestStatus {
  readonly status: ConsentState;
  readonly grantedAt: Date | null;
  readonly expiresAt: Date | null;
  /** How long a score made under it may be kept. */
  readonly dataLifeDays: number;
}

/**
 * The status that a withdrawal sets in its own transaction: read it after what was stored, and a
 * call that begins after the withdrawal is refused. Undefined when this cell has no such request.
 */
export async function requestStatus(tx: Tx, consentId: string): Promise<RequestStatus | undefined> {
  const request = await readRequest(tx, consentId);
  if (!request) return undefined;
  const { status, grantedAt, expiresAt, terms } = request;
  return { status, grantedAt, expiresAt, dataLifeDays: terms.dataLifeDays };
}
