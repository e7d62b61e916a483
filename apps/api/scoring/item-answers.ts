import type { Result } from '#kernel';
import { Refused, refusal } from '#adapters/http';
import type { ItemRefusal, ReadScoreRefusal, ScoreAnswer } from '#scoring';
import { type Problem, problemOf } from '../http/problem.js';
import { madeScoreBody } from './answers.js';

const SCORE_STATUS = {
  'consent-not-found': 404,
  'consent-not-authorised': 403,
  'model-not-deployed': 409,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-consumed': 403,
  'consent-purpose-mismatch': 403,
  'consent-application-mismatch': 403,
  'consent-scope': 403,
  'consent-frequency-exceeded': 429,
  'sharing-history-too-short': 403,
  'model-needs-cluster': 409,
  'sharing-features-missing': 409,
  'sharing-data-life-over': 403,
  'input-invalid': 400,
  'score-failed': 500,
} satisfies Record<ItemRefusal['code'], number>;
/** With what a stored score that is not given is answered. */
export const READ_STATUS = {
  'score-not-found': 404,
  'consent-not-found': 404,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-not-authorised': 403,
  'sharing-data-life-over': 403,
} satisfies Record<ReadScoreRefusal['code'], number>;

const ITEM_STATUS: Readonly<Record<string, number>> = { ...READ_STATUS, ...SCORE_STATUS };

/** The refusal of one item, as of a call for it alone. */
export function itemRefused(error: { readonly code: string }, at?: number): Refused {
  if (error.code !== 'input-invalid') return refusal(ITEM_STATUS, error);
  return new Refused(400, error.code, { errors: faultsAt(error, at) });
}

type Faults = readonly {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}[];

/** The places of an item's faults in the body of the call. */
function faultsAt(error: object, at: number | undefined): Faults {
  const { errors } = error as { readonly errors: Faults };
  const place = at === undefined ? '' : `/items/${String(at)}`;
  return errors.map((fault) => ({ ...fault, pointer: place + fault.pointer }));
}

/** Answers in the order asked, each a score or the problem that a call for it alone would meet. */
export function itemBodies(
  answers: readonly Result<ScoreAnswer, { readonly code: string }>[],
  publicUrl: string,
) {
  return answers.map((answer, at) => {
    if (answer.ok) return { status: 201, score: madeScoreBody(answer.value) };
    const problem = itemProblem(itemRefused(answer.error, at), publicUrl);
    return { status: problem.status, problem };
  });
}

/** An item is no call: its problem has no instance and no request of its own. */
function itemProblem(
  refused: Refused,
  publicUrl: string,
): Omit<Problem, 'instance' | 'request_id'> {
  const { instance, request_id, ...rest } = problemOf(refused, {
    ...{ publicUrl, path: '', requestId: '' },
  });
  return rest;
}
