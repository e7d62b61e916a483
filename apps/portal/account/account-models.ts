import type { AccessDecision } from '#sharing';
import { type Cluster, clustersAsked, SHAREABLE_CLUSTERS } from '#consent-engine';
import type { ConsentInFull, ListedConsent } from '#consent';
import type { BorrowerDecision } from '#deciding';
import type { BorrowerScore, Explained } from '#scoring';
import {
  formatValue,
  isProblemCode,
  type Locale,
  say,
  sayFeature,
  sayProblem,
  sayReason,
} from '#words';
import type {
  DetailModel,
  HistoryEntry,
  HomeConsent,
  HomeScore,
  ScoreModel,
} from '../views/index.js';

const CLUSTERS: readonly Cluster[] = [
  ...new Set([...SHAREABLE_CLUSTERS.person, ...SHAREABLE_CLUSTERS.firm]),
];

/** A consent of the list. */
export function homeConsent(listed: ListedConsent): HomeConsent {
  const { consent, recipient, provider, status, withdrawable } = listed;
  const detailHref = `/consents/${consent.consentId}`;
  return {
    recipient: recipient.tradingName,
    provider: provider.tradingName,
    status,
    endsAt: consent.endsAt,
    endedAt: consent.endedAt,
    detailHref,
    withdrawHref: withdrawable ? `${detailHref}/withdraw` : null,
  };
}

/** A score of a list. */
export function homeScore(listed: ListedConsent, score: BorrowerScore): HomeScore {
  return {
    recipient: listed.recipient.tradingName,
    score: score.score,
    scoredAt: score.scoredAt,
    href: `/consents/${listed.consent.consentId}/scores/${score.scoreId}`,
  };
}

/** A consent's own page. */
export function detailModel(
  full: ConsentInFull,
  of: {
    readonly history: readonly HistoryEntry[];
    readonly moreHref: string | null;
    readonly scores: readonly BorrowerScore[];
  },
): DetailModel {
  const { consent, request, recipient, provider, status, withdrawable } = full;
  return {
    recipient,
    provider,
    subjectKind: consent.subjectKind,
    status,
    terms: request.terms,
    clustersGranted: consent.clustersGranted,
    clustersWithheld: withheldClusters(full),
    grantedAt: consent.grantedAt,
    endsAt: consent.endsAt,
    endedAt: consent.endedAt,
    version: consent.version,
    receiptNumber: consent.receiptNumber,
    zone: consent.zone,
    history: of.history,
    moreHref: of.moreHref,
    scores: of.scores.map((score) => homeScore(full, score)),
    withdrawHref: withdrawable ? `/consents/${consent.consentId}/withdraw` : null,
  };
}

/** What was asked for and not given. */
export const withheldClusters = ({ consent, request }: ConsentInFull): Cluster[] =>
  clustersAsked(request.terms).filter((cluster) => !consent.clustersGranted.includes(cluster));

/** Which of the pages of a history it is; a short one is both. */
export interface HistoryPage {
  readonly first: boolean;
  readonly last: boolean;
}

/**
 * One page of what happened under a consent, the latest first. How it ended stands on the first
 * page alone, how it began on the last.
 */
export function historyOf(
  locale: Locale,
  full: ConsentInFull,
  decisions: readonly AccessDecision[],
  { first, last }: HistoryPage,
): HistoryEntry[] {
  const { consent, request, status } = full;
  const entries: HistoryEntry[] = decisions.map((decision) => entryOf(locale, decision));
  const plain = (kind: HistoryEntry['kind'], at: Date): HistoryEntry => ({
    at,
    kind,
    clusters: [],
    reason: null,
    decisionId: null,
  });
  if (last) entries.push(plain('granted', consent.grantedAt), plain('asked', request.createdAt));
  const { endedAt } = consent;
  if (first && endedAt && status === 'REVOKED') entries.push(plain('withdrawn', endedAt));
  if (first && status === 'EXPIRED') entries.push(plain('expired', endedAt ?? consent.endsAt));
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime());
}

function entryOf(locale: Locale, decision: AccessDecision): HistoryEntry {
  const { at, outcome, clusters, code, decisionId } = decision;
  const reason = code !== null && isProblemCode(code) ? sayProblem(locale, code) : code;
  const kind = outcome === 'denied' ? 'denied' : decision.again ? 'seen-again' : 'read';
  return {
    at,
    kind,
    clusters: kind === 'read' ? CLUSTERS.filter((cluster) => clusters.includes(cluster)) : [],
    reason: kind === 'denied' ? reason : null,
    decisionId,
  };
}

/** A score's own page. */
export function scoreModel(
  locale: Locale,
  full: ConsentInFull,
  {
    score,
    explained,
    decisions,
  }: {
    readonly score: BorrowerScore;
    readonly explained: Explained | undefined;
    readonly decisions: readonly BorrowerDecision[];
  },
): ScoreModel {
  const { consent, recipient, provider, inForce, withdrawable } = full;
  const { coverage } = score;
  const clusters = SHAREABLE_CLUSTERS[consent.subjectKind];
  const among = (names: readonly string[]) => clusters.filter((cluster) => names.includes(cluster));
  return {
    recipient,
    provider,
    subjectKind: consent.subjectKind,
    result: resultModel(locale, score),
    horizonMonths: score.model.horizonMonths,
    event: score.model.event,
    asOf: score.asOf,
    scoredAt: score.scoredAt,
    zone: consent.zone,
    reasons: score.reasons.map(({ code }) => ({
      text: sayReason(locale, code) ?? code,
      values: explained?.values.filter((one) => one.code === code).map(valueIn(locale)) ?? [],
    })),
    changes: changesIn(locale, explained),
    favourable: score.favourable.map((reason) => inWords(locale, reason)),
    used: among(score.used),
    withheld: among(coverage.withheld),
    notRequested: among(coverage.notRequested),
    missing: among(coverage.missing),
    unavailable: among(coverage.unavailable),
    notCalibratedForRecipient: score.flags.includes('not_calibrated_for_recipient'),
    modelSha256: score.model.sha256,
    scoreId: score.scoreId,
    consentHref: `/consents/${consent.consentId}`,
    closed: !inForce && !withdrawable,
    decisions: decisions.map(({ decision, notice }) => ({
      notice,
      href: `/consents/${consent.consentId}/scores/${score.scoreId}/decisions/${decision.decisionId}`,
    })),
  };
}

function resultModel(locale: Locale, view: BorrowerScore): ScoreModel['result'] {
  const { score, pd, band, pdInterval, points, notScorable, atBound } = view;
  if (score === null || pd === null || band === null || points === null)
    return {
      without: notScorable ? inWords(locale, notScorable) : say(locale, 'score.in-default'),
    };
  const { base, parts, min: scaleMin, max: scaleMax } = points;
  return { score, scaleMin, scaleMax, atBound, band, pd, pdInterval, base, parts };
}

const inWords = (locale: Locale, { en, zhCn }: { readonly en: string; readonly zhCn: string }) =>
  locale === 'en' ? en : zhCn;

const valueIn =
  (locale: Locale) =>
  ({ feature, value, unit }: Explained['values'][number]): string =>
    say(locale, 'score.value', {
      name: sayFeature(locale, feature) ?? feature,
      value: formatValue(locale, value, unit),
    });

function changesIn(locale: Locale, explained: Explained | undefined): string[] {
  return (explained?.changes.each ?? []).map(({ feature, from, to, points, unit }) =>
    say(locale, 'score.change', {
      name: sayFeature(locale, feature) ?? feature,
      from: formatValue(locale, from, unit),
      to: formatValue(locale, to, unit),
      points,
    }),
  );
}
