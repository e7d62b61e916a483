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
  return (
    a.basis === b.basis &&
    a.purpose === b.purpose &&
    a.notice === b.notice &&
    a.from.getTime() === b.from.getTime() &&
    (a.until?.getTime() ?? null) === (b.until?.getTime() ?? null)
  );
}
