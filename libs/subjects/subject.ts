import type { SubjectKind } from '#score-engine';
import type { BasisHolder, ProcessingBasis } from './basis.js';

/** Whom a tenant knows: a person or a firm, under the tenant's own reference. */
export interface Subject extends BasisHolder {
  readonly subjectId: string;
  readonly kind: SubjectKind;
  readonly reference: string;
  readonly email: string | null;
  readonly createdAt: Date;
}

/** Whether two bases say the same. */
export function sameBasis(a: ProcessingBasis | null, b: ProcessingBasis | null): boolean {
  if (a === null || b === null) return a === b;
  return wordsOf(a) === wordsOf(b);
}

/** One text for each basis: two that say the same have the same. */
const wordsOf = ({ basis, purpose, notice, from, until }: ProcessingBasis): string =>
  JSON.stringify([basis, purpose, notice, from, until]);
