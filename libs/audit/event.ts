import type { Json } from '#kernel';

/** How it ended: done, refused by a rule, or failed. */
export type AuditOutcome = 'success' | 'denied' | 'failure';

/** What a capability says happened. Ids, codes and counts only: never a person's data. */
export interface AuditEvent {
  /** Past tense, capability first: `consent.granted`. */
  readonly action: string;
  /** Whether some capability further right handles it: then it also goes to the outbox. */
  readonly handled: boolean;
  readonly outcome: AuditOutcome;
  readonly resource: { readonly kind: string; readonly id: string };
  /** The subject as this cell's tenant knows it. */
  readonly subjectId?: string;
  readonly consentId?: string;
  /** What a handler or a reader needs beside: ids, codes, counts. */
  readonly details?: { readonly [name: string]: Json };
}
