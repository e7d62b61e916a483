import type { Cell } from '#kernel';

const SUBJECTS_MAX = 100_000;
const subjects = new Map<string, string>();
const keyOf = (cell: Cell, consentId: string) => `${String(cell.cellId)} ${consentId}`;

/**
 * Whom a consent of the provider's cell is about, when an earlier visit has learnt it: then the
 * features travel with the locks, in one round trip. It never changes while the consent lives.
 */
export const knownSubject = (cell: Cell, consentId: string): string | undefined =>
  subjects.get(keyOf(cell, consentId));

/** Remembers whom a consent is about; forgets the oldest beyond the bound. */
export function rememberSubject(cell: Cell, consentId: string, subjectId: string): void {
  if (subjects.size >= SUBJECTS_MAX) {
    const oldest = subjects.keys().next().value;
    if (oldest !== undefined) subjects.delete(oldest);
  }
  subjects.set(keyOf(cell, consentId), subjectId);
}
