import { formatDate, formatInstant, formatNumber, type Locale, say } from '#words';
import { renderPage } from './layout.js';
import type { Frame, HomeConsent, HomeModel, HomeScore } from './models.js';

/** The borrower's own list: what is shared, what was, and the scores. */
export function homePage(frame: Frame, model: HomeModel): string {
  const { locale } = frame;
  const { zone } = model;
  const title = say(locale, 'home.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'home.lead')}</p>
      <section aria-labelledby="current">
        <h2 id="current">{say(locale, 'home.current')}</h2>
        {model.current.length === 0 && <p class="card">{say(locale, 'home.none-current')}</p>}
        <Consents locale={locale} zone={zone} consents={model.current} />
      </section>
      <section aria-labelledby="scores">
        <h2 id="scores">{say(locale, 'home.scores')}</h2>
        <Scores locale={locale} zone={zone} scores={model.scores} />
      </section>
      {model.ended.length > 0 && (
        <section aria-labelledby="ended">
          <h2 id="ended">{say(locale, 'home.ended')}</h2>
          <Consents locale={locale} zone={zone} consents={model.ended} />
        </section>
      )}
    </>
  );
  return renderPage(frame, { title, body });
}

interface ConsentsProps {
  readonly locale: Locale;
  readonly zone: string;
  readonly consents: readonly HomeConsent[];
}

function Consents({ locale, zone, consents }: ConsentsProps) {
  return (
    <ul class="cards">
      {consents.map((consent) => (
        <li key={consent.detailHref} class="card">
          <ConsentCard locale={locale} zone={zone} consent={consent} />
        </li>
      ))}
    </ul>
  );
}

interface ConsentCardProps {
  readonly locale: Locale;
  readonly zone: string;
  readonly consent: HomeConsent;
}

function ConsentCard({ locale, zone, consent }: ConsentCardProps) {
  const { recipient, provider, endedAt } = consent;
  return (
    <>
      <p class="card-head">
        <strong>{say(locale, 'home.from-to', { recipient, provider })}</strong>
        <span class="tag">{say(locale, `status.${consent.status}`)}</span>
      </p>
      <p class="small">
        {endedAt
          ? say(locale, 'home.ended-on', { date: formatDate(locale, endedAt, zone) })
          : say(locale, 'home.valid-until', { date: formatDate(locale, consent.endsAt, zone) })}
      </p>
      <div class="row">
        <a href={consent.detailHref} aria-label={say(locale, 'home.details-of', { recipient })}>
          {say(locale, 'home.details')}
        </a>
        {consent.withdrawHref && (
          <a href={consent.withdrawHref}>{say(locale, 'home.stop-of', { recipient })}</a>
        )}
      </div>
    </>
  );
}

interface ScoresProps {
  readonly locale: Locale;
  readonly zone: string;
  readonly scores: readonly HomeScore[];
}

/** Scores, each a link to its own page. */
export function Scores({ locale, zone, scores }: ScoresProps) {
  if (scores.length === 0) return <p class="card">{say(locale, 'home.no-scores')}</p>;
  return (
    <ul class="cards">
      {scores.map((score) => (
        <li key={score.href} class="card score-line">
          <a href={score.href}>
            {say(locale, 'home.score-of', {
              recipient: score.recipient,
              instant: formatInstant(locale, score.scoredAt, zone),
            })}
          </a>
          <strong class="score-small">
            {score.score === null
              ? say(locale, 'home.no-number')
              : formatNumber(locale, score.score)}
          </strong>
        </li>
      ))}
    </ul>
  );
}
