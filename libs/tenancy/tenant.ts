import type { Jurisdiction } from '#score-engine';

/** What an institution does: asks for scores, or holds data. */
export type TenantRole = 'recipient' | 'provider';

/** An institution. Nothing of it changes after it was created. */
export interface Tenant {
  readonly tenantId: string;
  /** Its short name in addresses and commands. */
  readonly slug: string;
  readonly legalName: string;
  readonly tradingName: string;
  readonly roles: readonly TenantRole[];
  /** Whose law says by what nobody may be judged. */
  readonly jurisdiction: Jurisdiction;
  readonly createdAt: Date;
}
