import type { Cluster, ConsentState, ConsentTerms, SubjectKind } from '#consent-engine';
import type { Institution, Locale } from '#words';
import type { Notice } from '#deciding';

/**
 * What every page needs. Every `…Href` is an address that GET answers and that changes nothing;
 * every `…Action` is the target of a POST form, which carries `_csrf`.
 */
export interface Frame {
  readonly locale: Locale;
  /** Path, with its query but without `lang`, at which GET shows this page (or its step) again. */
  readonly path: string;
  /** Sent back as `_csrf` by every form. */
  readonly csrf: string;
  /** The portal's own host, as people are to recognise it. */
  readonly domain: string;
  /** Null before the log-in. */
  readonly signedIn: SignedIn | null;
}

/** The borrower's own navigation. */
interface SignedIn {
  readonly homeHref: string;
  readonly signOutAction: string;
}

/** Who asks whom, about what kind of subject. */
export interface Parties {
  readonly recipient: Institution;
  readonly provider: Institution;
  readonly subjectKind: SubjectKind;
}

/** The way out without an answer: back to the recipient where it gave a return address. */
export interface Leaving {
  /** POST, one action, nothing asked: ends the visit and leads to the `left` page. */
  readonly leaveAction: string;
}

/** A request before any log-in: who asks what, what comes next, how to leave. */
export interface LandingModel extends Parties, Leaving {
  readonly terms: ConsentTerms;
  readonly lapsesAt: Date;
  readonly zone: string;
  readonly continueHref: string;
}

/** The form for the address. `request` is null for a log-in without a link. */
export interface EmailModel {
  /** POST of `email`. */
  readonly action: string;
  readonly email: string;
  readonly error: 'email.malformed' | 'email.too-many' | null;
  readonly request: (Parties & Leaving) | null;
}

/** The form for the code. It is the same whether or not anybody has that address. */
export interface CodeModel {
  /** POST of `code`: six digits, white space allowed. */
  readonly action: string;
  /** POST without fields of its own. */
  readonly resendAction: string;
  readonly otherAddressHref: string;
  /** As it was typed. */
  readonly email: string;
  readonly validMinutes: number;
  readonly validUntil: Date;
  readonly resendAfterSeconds: number;
  readonly zone: string;
  readonly error: 'code.wrong' | 'code.expired' | 'code.too-many' | 'code.wait' | null;
  readonly request: (Parties & Leaving) | null;
}

/** Several subjects of the provider have the verified address: the borrower picks one. */
export interface PickModel extends Parties, Leaving {
  /** POST of `subject`. */
  readonly action: string;
  readonly subjects: readonly {
    readonly id: string;
    readonly kind: SubjectKind;
    /** The provider's reference, masked. */
    readonly reference: string;
  }[];
  readonly error: 'pick.missing' | null;
}

/** What the legal text of the consent page depends on, and nothing else. */
export interface NoticeModel extends Parties {
  readonly terms: ConsentTerms;
  /** The recipient's reference of its application, as the borrower knows it; null: not shown. */
  readonly applicationReference: string | null;
  /** The recipient's own words on why it wants a cluster, shown as its words, untranslated. */
  readonly reasons: Partial<Readonly<Record<Cluster, string>>>;
  /** Terms beyond what is usual: `unusualTerms(terms)`. */
  readonly unusual: readonly ('days' | 'dataLifeDays' | 'historyMonths' | 'frequency')[];
  /** The last instant that a grant given now would reach. */
  readonly endsAt: Date;
  readonly zone: string;
  readonly domain: string;
}

/** The consent page: one form, two answers. */
export interface ConsentModel extends Leaving {
  readonly notice: NoticeModel;
  /** SHA-256 of `noticeText`, sent back as `notice`, so that what was shown is what is stored. */
  readonly noticeHash: string;
  /** Optional clusters that the borrower had ticked; empty at first. */
  readonly chosen: readonly Cluster[];
  /** POST of `clusters` (ticked optional ones), `notice`, `locale`. */
  readonly allowAction: string;
  /** POST of the same form; what is ticked does not matter. */
  readonly declineAction: string;
  /**
   * POST of the same form with `lang`: shows the page again in that language, with the ticks kept
   * (303 to `path` with `clusters`). Null: a plain link, which loses the ticks.
   */
  readonly languageAction: string | null;
  readonly error: 'error.changed' | null;
}

/** The request ended, or was left, without anything shared. */
export interface OutcomeModel {
  readonly kind: 'declined' | 'left' | 'lapsed';
  readonly recipient: Institution;
  /** Until when a request that was left can be taken up again. */
  readonly lapsesAt: Date;
  readonly zone: string;
  /** The recipient's return address with its code, which is the same for every outcome. */
  readonly returnHref: string | null;
}

/** The consent was given. */
export interface GrantedModel extends Parties {
  readonly clustersGranted: readonly Cluster[];
  readonly clustersWithheld: readonly Cluster[];
  readonly endsAt: Date;
  readonly zone: string;
  readonly receiptNumber: string;
  /** The consent's own page. */
  readonly manageHref: string;
  readonly returnHref: string | null;
}

/** The borrower's own list. */
export interface HomeModel {
  readonly zone: string;
  readonly current: readonly HomeConsent[];
  readonly ended: readonly HomeConsent[];
  readonly scores: readonly HomeScore[];
}

/** One consent of the list. */
export interface HomeConsent {
  readonly recipient: string;
  readonly provider: string;
  readonly status: ConsentState;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly detailHref: string;
  /** The page that asks once more; null when there is nothing left to stop. */
  readonly withdrawHref: string | null;
}

/** One score of a list. */
export interface HomeScore {
  readonly recipient: string;
  /** Null where no number was given. */
  readonly score: number | null;
  readonly scoredAt: Date;
  readonly href: string;
}

/** One thing that happened under a consent. */
export interface HistoryEntry {
  readonly at: Date;
  readonly kind: 'asked' | 'granted' | 'read' | 'seen-again' | 'denied' | 'withdrawn' | 'expired';
  /** What was read; empty for all other kinds. */
  readonly clusters: readonly Cluster[];
  /** Why it was refused, in the borrower's language; null for all other kinds. */
  readonly reason: string | null;
  /** The number of the decision, for questions; null when there was none. */
  readonly decisionId: string | null;
}

/** One consent: its terms, all that happened, the way to stop it. */
export interface DetailModel extends Parties {
  readonly status: ConsentState;
  readonly terms: ConsentTerms;
  readonly clustersGranted: readonly Cluster[];
  readonly clustersWithheld: readonly Cluster[];
  readonly grantedAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
  readonly version: number;
  readonly receiptNumber: string;
  readonly zone: string;
  /** The latest first. */
  readonly history: readonly HistoryEntry[];
  /** The next page of the history; null on the last. */
  readonly moreHref: string | null;
  readonly scores: readonly HomeScore[];
  readonly withdrawHref: string | null;
}

/** Before the last step of a withdrawal. */
export interface WithdrawModel extends Parties {
  /** POST without fields of its own. */
  readonly action: string;
  readonly backHref: string;
}

/** After it. */
export interface WithdrawnModel extends Parties {
  readonly withdrawnAt: Date;
  readonly zone: string;
  readonly receiptNumber: string;
  readonly detailHref: string;
}

/** A score as the recipient was told it. */
export interface ScoreModel extends Parties {
  /** The numbers; or, where there are none, why, in the borrower's language. */
  readonly result: ScoreNumbers | { readonly without: string };
  readonly horizonMonths: number;
  /** The model's name of what it predicts. */
  readonly event: string;
  readonly asOf: Date;
  readonly scoredAt: Date;
  readonly zone: string;
  /** In the borrower's language, the strongest first. */
  readonly reasons: readonly { readonly text: string; readonly values: readonly string[] }[];
  /** What would have given more points, likewise; the borrower's alone to see. */
  readonly changes: readonly string[];
  /** What spoke for the borrower, likewise. */
  readonly favourable: readonly string[];
  readonly used: readonly Cluster[];
  readonly withheld: readonly Cluster[];
  /** Looked at by the model, never asked of the borrower. */
  readonly notRequested: readonly Cluster[];
  readonly missing: readonly Cluster[];
  readonly unavailable: readonly Cluster[];
  readonly notCalibratedForRecipient: boolean;
  readonly modelSha256: string;
  readonly scoreId: string;
  readonly consentHref: string;
  /** The recipient can no longer call it up: the consent was withdrawn or is over. */
  readonly closed: boolean;
  /** What the recipient decided by it. */
  readonly decisions: readonly DecisionModel[];
}

/** A decision, and where its notice is. */
export interface DecisionModel {
  readonly notice: Notice;
  readonly href: string;
}

/** What stands on the page of a score that has numbers. */
export interface ScoreNumbers {
  readonly score: number;
  readonly scaleMin: number;
  readonly scaleMax: number;
  readonly atBound: boolean;
  readonly band: string;
  /** In [0, 1]. */
  readonly pd: number;
  /** Of a thin file: where the true probability lies, in nine cases of ten. */
  readonly pdInterval: { readonly low: number; readonly high: number } | null;
  /** What everybody starts with, and what each part of the data added or took. */
  readonly base: number;
  readonly parts: readonly { readonly cluster: Cluster; readonly points: number }[];
}

/** What went wrong. */
export interface ErrorModel {
  /** In the borrower's language: `say(locale, 'error.…')` or `sayProblem(locale, code)`. */
  readonly message: string;
  /** The request's id, for support. */
  readonly reference: string;
  /** The way on: home, the log-in, or the request's own page. */
  readonly onward: { readonly href: string; readonly label: string } | null;
}
