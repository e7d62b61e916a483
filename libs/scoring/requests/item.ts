import { err, type Json, type Result } from '#kernel';
import type { Operation } from '#adapters/database';
import type { ScoreAnswer, ScoreInput, ScoreSubjectRefusal } from '../score-batch.js';
import type { ItemOutcome } from '../tables/score-request.js';

/** What is wrong with an item that could not be read, as the door says it. */
export interface MalformedItem {
  readonly code: 'input-invalid';
  readonly errors: readonly { readonly [name: string]: Json }[];
}

/** One of the scores that a call asks for, or why it could not be read. */
export type AskedItem = Result<ScoreInput, MalformedItem>;

/** Why an item of a call has no score. */
export type ItemRefusal = ScoreSubjectRefusal | MalformedItem | { readonly code: 'score-failed' };

/** The answer to one item. */
export type ItemAnswer = Result<ScoreAnswer, ItemRefusal>;

/** An item with the operation under which its one score is made, whoever makes it. */
export interface CallItem {
  readonly asked: AskedItem;
  readonly operation: Operation;
}

/** What is kept of an answer: ids and codes. */
export function outcomeOf(answer: ItemAnswer): ItemOutcome {
  if (!answer.ok)
    // Through text, as it will be read again: an instant becomes its ISO form.
    return { refused: JSON.parse(JSON.stringify(answer.error)) as { code: string } };
  const { scoreId, consentVersion, decisionId, auditEventId } = answer.value;
  return { scored: { scoreId, consentVersion, decisionId, auditEventId } };
}

/** What cannot be read is refused, and needs nobody to score it. */
export const malformedAnswer = (asked: AskedItem): ItemAnswer | undefined =>
  asked.ok ? undefined : err(asked.error);
