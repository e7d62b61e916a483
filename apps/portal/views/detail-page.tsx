import { keptDays } from '#consent-engine';
import { formatDate, formatInstant, formatSpan, type Locale, say, sayFrequency } from '#words';
import { Scores } from './home-page.js';
import { renderPage } from './layout.js';
import type { DetailModel, Frame, HistoryEntry } from './models.js';
import { clusterNames, FactList, Flow } from './parts.js';

/** One consent: what was allowed, everything that happened, and the way to stop it. */
export function detailPage(frame: Frame, model: DetailModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const title = say(locale, 'detail.title', { recipient });
  const body = (
    <>
      <h1>{title}</h1>
      <Flow locale={locale} parties={model} />
      {model.withdrawHref && (
        <a class="button" href={model.withdrawHref}>
          {say(locale, 'withdraw.stop')}
        </a>
      )}
      <section class="card">
        <h2>{say(locale, 'detail.terms')}</h2>
        <FactList rows={agreedRows(locale, model)} />
      </section>
      <section class="card" aria-labelledby="history">
        <h2 id="history">{say(locale, 'detail.history')}</h2>
        <p class="small">{say(locale, 'detail.history-lead', { zone: model.zone })}</p>
        <History locale={locale} model={model} />
      </section>
      <section aria-labelledby="scores">
        <h2 id="scores">{say(locale, 'detail.scores')}</h2>
        <Scores locale={locale} zone={model.zone} scores={model.scores} />
      </section>
    </>
  );
  return renderPage(frame, { title, body });
}

function agreedRows(locale: Locale, model: DetailModel): readonly (readonly [string, string])[] {
  const { terms, zone, endedAt } = model;
  const kept = formatSpan(locale, keptDays(terms), 'day');
  return [
    [say(locale, 'detail.status'), say(locale, `status.${model.status}`)],
    [say(locale, 'consent.purpose'), say(locale, `purpose.${terms.purpose}`)],
    [say(locale, 'granted.shared'), clusterNames(locale, model.clustersGranted)],
    [say(locale, 'granted.withheld'), clusterNames(locale, model.clustersWithheld)],
    [say(locale, 'detail.given'), formatInstant(locale, model.grantedAt, zone)],
    [say(locale, 'term.until'), formatDate(locale, model.endsAt, zone)],
    ...(endedAt
      ? [[say(locale, 'detail.ended'), formatInstant(locale, endedAt, zone)] as const]
      : []),
    [say(locale, 'term.times'), sayFrequency(locale, terms)],
    [say(locale, 'term.history'), formatSpan(locale, terms.historyMonths, 'month')],
    [say(locale, 'term.kept'), say(locale, 'term.kept-value', { days: kept })],
    [say(locale, 'granted.receipt'), model.receiptNumber],
    [say(locale, 'detail.version'), String(model.version)],
  ];
}

function History({ locale, model }: { readonly locale: Locale; readonly model: DetailModel }) {
  if (model.history.length === 0) return <p>{say(locale, 'detail.no-history')}</p>;
  return (
    <>
      <ol class="history">
        {model.history.map((entry, i) => (
          <li key={i} class={entry.kind === 'denied' ? 'refused' : undefined}>
            <time dateTime={entry.at.toISOString()}>
              {formatInstant(locale, entry.at, model.zone)}
            </time>
            <p>{sayEntry(locale, entry, model.recipient.tradingName)}</p>
            {entry.decisionId && <p class="small mono">{entry.decisionId}</p>}
          </li>
        ))}
      </ol>
      {model.moreHref && <a href={model.moreHref}>{say(locale, 'detail.more')}</a>}
    </>
  );
}

function sayEntry(locale: Locale, entry: HistoryEntry, recipient: string): string {
  switch (entry.kind) {
    case 'asked':
    case 'seen-again':
      return say(locale, `history.${entry.kind}`, { recipient });
    case 'read':
      return say(locale, 'history.read', {
        recipient,
        clusters: clusterNames(locale, entry.clusters),
      });
    case 'denied':
      return say(locale, 'history.denied', { recipient, reason: entry.reason ?? '' });
    case 'granted':
    case 'withdrawn':
    case 'expired':
      return say(locale, `history.${entry.kind}`);
  }
}
