import type { Json } from '#kernel';
import type { AuditOutcome } from '../event.js';

/** Which events are looked for; what is absent does not narrow. */
export interface EventFilter {
  readonly subjectId?: string | undefined;
  readonly consentId?: string | undefined;
  readonly actorId?: string | undefined;
  /** An action, or all that begin so: `consent.granted`, `consent.*`. */
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** Events at or after this instant. */
  readonly since?: Date | undefined;
  /** Events before this instant. */
  readonly until?: Date | undefined;
}

/** An event as it was recorded. */
export interface EventView {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subjectId: string | null;
  readonly consentId: string | null;
  readonly resource: { readonly kind: string; readonly id: string };
  readonly requestId: string;
  readonly details: { readonly [name: string]: Json };
}

const NAMES = {
  subjectId: 'subject',
  consentId: 'consent',
  actorId: 'actor',
  action: 'action',
  outcome: 'outcome',
  since: 'since',
  until: 'until',
} as const satisfies Record<keyof EventFilter, string>;

/** Which filters were used, by name alone: whom they were about is not repeated. */
export const filtersUsed = (filter: EventFilter): string[] =>
  Object.entries(NAMES).flatMap(([key, name]) =>
    filter[key as keyof EventFilter] === undefined ? [] : [name],
  );

/** What an action is compared with: itself, or how it begins. */
export interface ActionMatch {
  readonly exact: string | null;
  readonly prefix: string | null;
}

const ANY_BELOW = '.*';

/** Reads the action of a filter: `consent.*` is what begins with `consent.`. */
export function actionMatch(action: string | undefined): ActionMatch {
  if (action === undefined) return { exact: null, prefix: null };
  return action.endsWith(ANY_BELOW)
    ? { exact: null, prefix: action.slice(0, -1) }
    : { exact: action, prefix: null };
}
