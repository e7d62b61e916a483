import { invariant } from '#kernel';
import type { CompiledScorecard } from './compile-scorecard.js';
import { FAVOURABLE } from './favourable-catalogue.js';
import type { ReasonCode } from './reasons-catalogue.js';

/** The most reasons that a score gives. */
export const REASONS_MAX = 4;
/** The most favourable reasons that a score gives. */
export const FAVOURABLE_MAX = 2;
/** In an answer's `reasons`: no further reason. */
export const NO_REASON = 255;

const BLOCK = 256;

/** Rows to score. One row is a batch of one. */
export interface Batch {
  readonly rows: number;
  /** [rows × width] in the order that `layout` names; NaN = missing. */
  readonly features: Float64Array;
  readonly layout: 'rows' | 'columns';
  /** A mask by row, as of `withheldMask`; null when nothing is withheld from anyone. */
  readonly withheld: Uint32Array | null;
}

/** Where answers are written; null for what is not asked. May be longer than the batch. */
export interface Answers {
  readonly logit: Float64Array;
  /** [rows × REASONS_MAX], places in the scorecard's `reasonCodes`, then NO_REASON. */
  readonly reasons: Uint8Array | null;
  /**
   * [rows × FAVOURABLE_MAX], places likewise: what lowers the logit most against the population's
   * average and is no reason of the row. Only where reasons are asked.
   */
  readonly favourable?: Uint8Array | null;
  /** [rows × characteristics] logit, 0 where withheld. */
  readonly contributions: Float64Array | null;
}

/**
 * Scores a batch: logit of PD, with reasons and contributions where asked.
 *
 * What is withheld is not what is missing: a characteristic that reads a withheld cluster
 * contributes nothing and gives no reason, whatever stands in the data. Contributions are summed
 * in the scorecard's order, so one row alone is bit-equal to the same row in bulk, in any layout.
 */
export function scoreBatch(card: CompiledScorecard, batch: Batch, out: Answers): void {
  invariant(batch.features.length >= batch.rows * card.width, 'every row has all its features');
  invariant(out.logit.length >= batch.rows, 'every row has room for its logit');
  const run = runOf(card, batch, out);
  const { scratch, gained } = run;
  for (let first = 0; first < batch.rows; first += BLOCK) {
    const last = Math.min(batch.rows, first + BLOCK);
    out.logit.fill(card.intercept, first, last);
    scratch?.fill(0);
    gained?.fill(0);
    for (let c = 0; c < card.column.length; c++) addCharacteristic(run, c, first, last);
    if (scratch && out.reasons) pickReasons(card, scratch, out.reasons, { first, last });
    if (gained) pickFavourable(card, gained, out, { first, last });
  }
}

/**
 * The reason codes of a row, the costliest first; fewer than four where fewer lost points.
 *
 * @param most FAVOURABLE_MAX to read favourable ones, what gained most first
 */
export function reasonsOf(
  card: Pick<CompiledScorecard, 'reasonCodes'>,
  reasons: Uint8Array,
  row: number,
  most = REASONS_MAX,
): ReasonCode[] {
  const codes: ReasonCode[] = [];
  for (let i = row * most; i < (row + 1) * most; i++) {
    if (reasons[i] !== NO_REASON) codes.push(card.reasonCodes[reasons[i]]);
  }
  return codes;
}

interface Run {
  readonly card: CompiledScorecard;
  readonly batch: Batch;
  readonly out: Answers;
  /** [BLOCK × reasonCodes] logit lost below the best bin. */
  readonly scratch: Float64Array | null;
  /** [BLOCK × reasonCodes] contributions of what is there. */
  readonly gained: Float64Array | null;
}

function runOf(card: CompiledScorecard, batch: Batch, out: Answers): Run {
  const cells = BLOCK * card.reasonCodes.length;
  const scratch = out.reasons ? new Float64Array(cells) : null;
  const gained = out.reasons && out.favourable ? new Float64Array(cells) : null;
  return { card, batch, out, scratch, gained };
}

/** Characteristic by characteristic, so that its few bins stay in the nearest cache. */
function addCharacteristic(run: Run, c: number, first: number, last: number): void {
  const { card, batch, out, scratch, gained } = run;
  const { features, withheld } = batch;
  const byRow = batch.layout === 'rows';
  const stride = byRow ? card.width : 1;
  const at = card.column[c] * (byRow ? 1 : batch.rows);
  const bits = card.withheldBits[c];
  const best = card.best[c];
  const codes = card.reasonCodes.length;
  const count = card.column.length;
  for (let r = first; r < last; r++) {
    let added = 0;
    if (withheld === null || (withheld[r] & bits) === 0) {
      const value = features[at + r * stride];
      added = contributionOf(card, c, value);
      out.logit[r] += added;
      // A bin for what is missing may be better than any other: nothing is lost in it.
      if (scratch !== null)
        scratch[(r - first) * codes + reasonOf(card, c, value)] += Math.max(0, added - best);
      if (gained !== null && !Number.isNaN(value))
        gained[(r - first) * codes + card.reason[c]] += added;
    }
    if (out.contributions !== null) out.contributions[r * count + c] = added;
  }
}

/** Few bins: a walk from the lowest is faster than halving. */
function contributionOf(card: CompiledScorecard, c: number, value: number): number {
  if (Number.isNaN(value)) return card.missingContribution[c];
  const { lines } = card;
  if (lines !== null && lines.at[c] === 1)
    return (lines.coefficient[c] * (value - lines.mean[c])) / lines.sd[c];
  const last = card.binStart[c + 1] - 1;
  let bin = card.binStart[c];
  while (bin < last && value > card.upTo[bin]) bin++;
  return card.contribution[bin];
}

/** What a loss is called: a value's own code, or that of what is missing. */
function reasonOf(card: CompiledScorecard, c: number, value: number): number {
  return Number.isNaN(value) ? card.missingReason[c] : card.reason[c];
}

/**
 * The costliest codes of each row of a block, which begins at `first`.
 *
 * @param scratch [rows of the block × reasonCodes] logit lost; what was given is set to 0
 */
export function pickReasons(
  card: Pick<CompiledScorecard, 'reasonCodes'>,
  scratch: Float64Array,
  reasons: Uint8Array,
  { first, last }: { readonly first: number; readonly last: number },
): void {
  const codes = card.reasonCodes.length;
  for (let r = first; r < last; r++) {
    const from = (r - first) * codes;
    for (let place = 0; place < REASONS_MAX; place++) {
      const worst = worstOf(scratch, from, codes);
      reasons[r * REASONS_MAX + place] = worst;
      if (worst !== NO_REASON) scratch[from + worst] = 0;
    }
  }
}

/**
 * What speaks most for each row of a block, which begins at `first`: none of it a reason of the
 * row, and none of it a code without a favourable side.
 *
 * @param gained [rows of the block × reasonCodes] logit by code, of what is there
 */
export function pickFavourable(
  { reasonCodes }: Pick<CompiledScorecard, 'reasonCodes'>,
  gained: Float64Array,
  { reasons, favourable }: Answers,
  { first, last }: { readonly first: number; readonly last: number },
): void {
  invariant(reasons && favourable, 'favourable reasons are asked for with reasons');
  const codes = reasonCodes.length;
  const sided = reasonCodes.map((code) => FAVOURABLE[code] !== undefined);
  for (let r = first; r < last; r++) {
    const from = (r - first) * codes;
    const given = reasons.subarray(r * REASONS_MAX, (r + 1) * REASONS_MAX);
    for (let code = 0; code < codes; code++)
      gained[from + code] = sided[code] && !given.includes(code) ? -gained[from + code] : 0;
    for (let place = 0; place < FAVOURABLE_MAX; place++) {
      const best = worstOf(gained, from, codes);
      favourable[r * FAVOURABLE_MAX + place] = best;
      if (best !== NO_REASON) gained[from + best] = 0;
    }
  }
}

/** The place of the largest above 0, of equals the first; NO_REASON where there is none. */
function worstOf(scratch: Float64Array, from: number, codes: number): number {
  let worst = NO_REASON;
  let lost = 0;
  for (let code = 0; code < codes; code++) {
    const candidate = scratch[from + code];
    if (candidate <= lost) continue;
    lost = candidate;
    worst = code;
  }
  return worst;
}
