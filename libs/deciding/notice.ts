import {
  type AdverseActionCode,
  formatDate,
  formatInstant,
  isAdverseAction,
  type Locale,
  say,
  sayAdverseAction,
  sayReason,
} from '#words';
import { type PrincipalReason, REASONS_TOLD_MAX, standingReasons } from './principal-reasons.js';
import type { Decision } from './tables/decision.js';

/** An institution, as a notice names it. */
interface NamedInstitution {
  readonly legalName: string;
  readonly tradingName: string;
}

/** Who is who in a notice. */
export interface NoticeParties {
  /** Who decided. */
  readonly creditor: NamedInstitution;
  /** Whose data the score was made from. */
  readonly supplier: NamedInstitution;
  /** The creditor's own name of the application. */
  readonly reference: string;
}

/** Which notice the law wants. */
type NoticeKind = 'adverse_action' | 'referral' | 'risk_based_pricing' | 'approval';

/** A reason in words. */
interface ToldReason extends PrincipalReason {
  readonly text: string;
}

/** A notice of a decision, every sentence in one language. */
export interface Notice {
  readonly language: Locale;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly statement: string;
  readonly number: string;
  readonly reasons: { readonly title: string; readonly items: readonly ToldReason[] };
  readonly score: {
    readonly title: string;
    /** Null where there is no number. */
    readonly value: number | null;
    readonly min: number | null;
    readonly max: number | null;
    readonly scoredAt: string;
    readonly sentences: readonly string[];
  };
  readonly keyFactors: { readonly title: string; readonly items: readonly ToldReason[] };
  readonly inquiries: string;
  readonly supplier: {
    readonly title: string;
    readonly name: string;
    readonly legalName: string;
    readonly sentences: readonly string[];
  };
  readonly rights: { readonly title: string; readonly sentences: readonly string[] };
  readonly equalCredit: { readonly title: string; readonly text: string };
}

/** The zone in which a notice names its dates. */
const ZONE = 'UTC';

/**
 * Says a decision in full: what was decided and why, the score with its range and date, its key
 * factors, who supplied the data and took no part, and the rights that follow.
 *
 * @source 15 U.S.C. 1681m(a) and (h), 12 CFR 1002.9, 12 CFR 1022.73
 */
export function noticeOf(locale: Locale, decision: Decision, parties: NoticeParties): Notice {
  const creditor = parties.creditor.tradingName;
  const { tradingName: supplier, legalName } = parties.supplier;
  const { input } = decision;
  const form = formOf(decision);
  const factors = input.reason_codes
    .slice(0, REASONS_TOLD_MAX)
    .map((code) => told(locale, { from: 'score', code }));
  return {
    language: locale,
    kind: KIND[form],
    title: say(locale, `decision.title.${form}`),
    statement: say(locale, `decision.statement.${form}`, {
      creditor,
      reference: parties.reference,
    }),
    number: say(locale, 'decision.number', {
      id: decision.decisionId,
      instant: formatInstant(locale, decision.decidedAt, ZONE),
    }),
    reasons: {
      title: say(locale, 'decision.reasons'),
      items: standingReasons(decision).map((reason) => told(locale, reason)),
    },
    score: scoreOf(locale, decision),
    keyFactors: { title: say(locale, 'decision.factors'), items: factors },
    inquiries: say(locale, 'decision.inquiries'),
    supplier: {
      title: say(locale, 'decision.supplier'),
      name: supplier,
      legalName,
      sentences: [
        say(locale, 'decision.supplier-is', { supplier, legalName }),
        say(locale, 'decision.supplier-no-part', { supplier }),
      ],
    },
    rights: {
      title: say(locale, 'decision.rights'),
      sentences: [
        say(locale, 'decision.right-copy', { supplier }),
        say(locale, 'decision.right-dispute', { supplier }),
        say(locale, 'decision.right-review', { creditor }),
      ],
    },
    equalCredit: {
      title: say(locale, 'decision.equal-credit'),
      text: say(locale, 'decision.equal-credit-text'),
    },
  };
}

type Form = 'decline' | 'refer' | 'accept' | 'less-favourable';

const KIND: Readonly<Record<Form, NoticeKind>> = {
  decline: 'adverse_action',
  refer: 'referral',
  'less-favourable': 'risk_based_pricing',
  accept: 'approval',
};

function formOf({ outcome, review }: Decision): Form {
  if (review) return review.result;
  if (outcome.decision !== 'accept') return outcome.decision;
  return outcome.less_favourable === true ? 'less-favourable' : 'accept';
}

function scoreOf(locale: Locale, { input, facts }: Decision): Notice['score'] {
  const { scale, scoredAt } = facts;
  const made = say(locale, 'decision.score-made', {
    made: formatDate(locale, new Date(scoredAt), ZONE),
    asOf: formatDate(locale, new Date(facts.asOf), ZONE),
  });
  const about = { title: say(locale, 'decision.score'), scoredAt };
  const { status, score } = input;
  if (status !== 'scored' || score === null || scale === null) {
    const none = status === 'in_default' ? 'in_default' : 'not_scorable';
    const why = say(locale, `decision.score-none.${none}`);
    return { ...about, value: null, min: null, max: null, sentences: [why, made] };
  }
  const { min, max } = scale;
  const value = say(locale, 'decision.score-value', { score, min, max });
  return { ...about, value: score, min, max, sentences: [value, made] };
}

function told(locale: Locale, reason: PrincipalReason): ToldReason {
  const { from, code } = reason;
  const text =
    from !== 'score' && isAdverseAction(code)
      ? sayAdverseAction(locale, code satisfies AdverseActionCode)
      : sayReason(locale, code);
  return { ...reason, text: text ?? code };
}
