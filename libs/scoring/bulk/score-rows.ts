import { judge, NO_REASON, REASONS_MAX, type Scale, unpackInto } from '#score-engine';
import type { ReadyModel } from '#models';
import { type Result, resultOf } from '../result.js';

/** A subject's result, before it has an id. */
export interface RowScore extends Result {
  readonly reasons: string;
}

/** How rows are scored: the model, the tenant's scale, marks that all of them carry. */
export interface RowScoring {
  readonly model: ReadyModel;
  readonly scale: Scale;
  readonly flags: number;
}

/**
 * Scores rows of packed features, column-wise; `emit` is called in order of the rows.
 *
 * @param packed undefined: nothing is known of the subject
 */
export function scoreRows(
  scoring: RowScoring,
  packed: readonly (Uint8Array | undefined)[],
  emit: (row: number, score: RowScore) => void,
): void {
  const { scorer, applicability } = scoring.model;
  const scaling = { applicability, scale: scoring.scale, flags: scoring.flags };
  const rows = packed.length;
  const features = new Float64Array(rows * scorer.width).fill(Number.NaN);
  packed.forEach((bytes, row) => {
    if (bytes) unpackInto(bytes, features, row * scorer.width);
  });
  const out = {
    logit: new Float64Array(rows),
    reasons: new Uint8Array(rows * REASONS_MAX),
    contributions: null,
  };
  scorer.score({ rows, features, layout: 'rows', withheld: null }, out);
  for (let row = 0; row < rows; row++) {
    const judged = judge(applicability, features, row * scorer.width, 0);
    const scored = judged.state === 'scored';
    const reasons = scored ? reasonText(scorer.reasonCodes, out.reasons, row * REASONS_MAX) : '';
    emit(row, { ...resultOf(judged, out.logit[row], scaling), reasons });
  }
}

function reasonText(codes: readonly string[], reasons: Uint8Array, from: number): string {
  let text = '';
  for (let at = from; at < from + REASONS_MAX; at++) {
    const reason = reasons[at] ?? NO_REASON;
    if (reason === NO_REASON) break;
    text += (text === '' ? '' : ',') + (codes[reason] ?? '');
  }
  return text;
}
