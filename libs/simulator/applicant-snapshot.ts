import { liveApplicant } from './applicant.js';
import type { Era } from './era.js';
import type { Lender } from './world-types.js';

/** Applications in columns: one row each. */
export interface ApplicantSnapshot {
  readonly accepted: Uint8Array;
  /** Accepted by score, the random bucket apart, and taken up. */
  readonly booked: Uint8Array;
  readonly ratePercent: Float64Array;
  readonly term: Float64Array;
  readonly pd12: Float64Array;
  readonly pdTerm: Float64Array;
  /** Month on book of default, were the loan booked; Infinity when it would be repaid. */
  readonly defaultMonth: Float64Array;
  readonly shops: Uint8Array;
  readonly multi: Uint8Array;
}

/** Applications [first, first + count) to a lender, without writing their documents. */
export function snapshotApplicants(
  era: Era,
  first: number,
  count: number,
  lender: Lender,
): ApplicantSnapshot {
  const rows: ApplicantSnapshot = {
    accepted: new Uint8Array(count),
    booked: new Uint8Array(count),
    ratePercent: new Float64Array(count),
    term: new Float64Array(count),
    pd12: new Float64Array(count),
    pdTerm: new Float64Array(count),
    defaultMonth: new Float64Array(count),
    shops: new Uint8Array(count),
    multi: new Uint8Array(count),
  };
  for (let row = 0; row < count; row++) {
    const { who, terms, pd12, pdTerm, end } = liveApplicant(era, first + row, lender);
    const accepted = terms.decision === 'accepted';
    rows.accepted[row] = accepted ? 1 : 0;
    rows.booked[row] = accepted && terms.takenUp ? 1 : 0;
    rows.ratePercent[row] = terms.ratePercent;
    rows.term[row] = terms.term;
    rows.pd12[row] = pd12;
    rows.pdTerm[row] = pdTerm;
    rows.defaultMonth[row] = end.defaultMonth;
    rows.shops[row] = who.shopper === null ? 0 : 1;
    rows.multi[row] = who.multi ? 1 : 0;
  }
  return rows;
}
