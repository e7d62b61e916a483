import {
  bandOf,
  DEFAULT_BANDS,
  NO_REASON,
  pdOf,
  REASONS_MAX,
  type Scale,
  scoreOf,
  unpackInto,
} from '#score-engine';
import type { ReadyModel } from '#models';
import { FLAG } from '../flags.js';

/** A subject's result, before it has an id. */
export interface RowScore {
  readonly score: number;
  readonly pd: number;
  readonly logit: number;
  readonly band: string;
  readonly flags: number;
  readonly reasons: string;
}

/** How rows are scored: the model, the tenant's scale, marks that all of them carry. */
export interface RowScoring {
  readonly model: ReadyModel;
  readonly scale: Scale;
  readonly flags: number;
}

/** Scores rows of packed features, column-wise; `emit` is called in order of the rows. */
export function scoreRows(
  scoring: RowScoring,
  packed: readonly Uint8Array[],
  emit: (row: number, score: RowScore) => void,
): void {
  const { scorer } = scoring.model;
  const rows = packed.length;
  const features = new Float64Array(rows * scorer.width);
  packed.forEach((bytes, row) => unpackInto(bytes, features, row * scorer.width));
  const out = {
    logit: new Float64Array(rows),
    reasons: new Uint8Array(rows * REASONS_MAX),
    contributions: null,
  };
  scorer.score({ rows, features, layout: 'rows', withheld: null }, out);
  for (let row = 0; row < rows; row++) {
    const logit = out.logit[row];
    const pd = pdOf(logit);
    const { score, atBound } = scoreOf(logit, scoring.scale);
    emit(row, {
      score,
      pd,
      logit,
      band: bandOf(pd, DEFAULT_BANDS),
      flags: scoring.flags | (atBound ? FLAG.atBound : 0),
      reasons: reasonText(scorer.reasonCodes, out.reasons, row * REASONS_MAX),
    });
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
