import {
  formatDate,
  formatInstant,
  formatNumber,
  formatPercent,
  formatSigned,
  formatSpan,
  type Locale,
  say,
} from '#words';
import { Decisions } from './decision-page.js';
import { renderPage } from './layout.js';
import type { Frame, ScoreModel, ScoreNumbers } from './models.js';
import { clusterNames, type Fact, FactList, Facts } from './parts.js';

/** A score as the recipient was told it, with its reasons and what it was made from. */
export function scorePage(frame: Frame, model: ScoreModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const provider = model.provider.tradingName;
  const instant = formatInstant(locale, model.scoredAt, model.zone);
  const title = say(locale, 'score.title', { recipient });
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'score.lead', { recipient, instant })}</p>
      {model.closed && <p class="notice">{say(locale, 'score.closed', { recipient })}</p>}
      <section class="card">
        <Result locale={locale} model={model} />
        <Facts facts={resultFacts(locale, model)} />
        {model.notCalibratedForRecipient && (
          <p class="small">{say(locale, 'score.not-calibrated', { provider, recipient })}</p>
        )}
      </section>
      <Decisions locale={locale} decisions={model.decisions} />
      {'score' in model.result && (
        <>
          <Reasons locale={locale} model={model} />
          <Parts locale={locale} numbers={model.result} />
          {model.changes.length > 0 && <Changes locale={locale} model={model} />}
        </>
      )}
      <section class="card">
        <h2>{say(locale, 'score.coverage')}</h2>
        <FactList rows={coverageRows(locale, model)} />
      </section>
      <section class="card">
        <h2>{say(locale, 'score.rights')}</h2>
        <p>{say(locale, 'score.rights-data', { provider })}</p>
        <p>{say(locale, 'score.rights-decision', { recipient })}</p>
      </section>
      <Technical locale={locale} model={model} />
    </>
  );
  return renderPage(frame, { title, body });
}

interface ScoreProps {
  readonly locale: Locale;
  readonly model: ScoreModel;
}

function Result({ locale, model: { result } }: ScoreProps) {
  if ('score' in result) return <Points locale={locale} numbers={result} />;
  return (
    <>
      <p class="points">
        <strong>{say(locale, 'score.no-number')}</strong>
      </p>
      <p>{result.without}</p>
    </>
  );
}

interface PointsProps {
  readonly locale: Locale;
  readonly numbers: ScoreNumbers;
}

function Points({ locale, numbers }: PointsProps) {
  const { score, scaleMin: min, scaleMax: max, atBound } = numbers;
  const share = Math.min(1, Math.max(0, (score - min) / (max - min)));
  return (
    <>
      <p class="points">
        <span class="unseen">{say(locale, 'score.points')} </span>
        <strong>{formatNumber(locale, score)}</strong>{' '}
        <span>{say(locale, 'score.scale', { min, max })}</span>
      </p>
      <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-all" width="100" height="4" />
        <rect class="bar-part" width={(share * 100).toFixed(1)} height="4" />
      </svg>
      <p class="small">
        {say(locale, 'score.scale-text')} {atBound && say(locale, 'score.at-bound')}
      </p>
    </>
  );
}

function Reasons({ locale, model }: ScoreProps) {
  return (
    <section class="card">
      <h2>{say(locale, 'score.reasons')}</h2>
      {model.reasons.length === 0 ? (
        <p>{say(locale, 'score.no-reasons')}</p>
      ) : (
        <>
          <p class="small">{say(locale, 'score.reasons-lead')}</p>
          <ol class="steps">
            {model.reasons.map(({ text, values }) => (
              <li key={text}>
                {text}
                {values.map((value) => (
                  <p key={value} class="small">
                    {value}
                  </p>
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
      {model.favourable.length > 0 && (
        <>
          <h3>{say(locale, 'score.favourable')}</h3>
          <ul>
            {model.favourable.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Parts({ locale, numbers: { base, parts } }: PointsProps) {
  const rows = [
    [say(locale, 'score.base'), formatNumber(locale, base)] as const,
    ...parts.map(
      ({ cluster, points }) =>
        [say(locale, `cluster.${cluster}`), formatSigned(locale, points)] as const,
    ),
  ];
  return (
    <section class="card">
      <h2>{say(locale, 'score.parts')}</h2>
      <p class="small">{say(locale, 'score.parts-lead')}</p>
      <FactList rows={rows} />
    </section>
  );
}

function Changes({ locale, model: { changes, recipient } }: ScoreProps) {
  return (
    <section class="card">
      <h2>{say(locale, 'score.changes')}</h2>
      <p class="small">{say(locale, 'score.changes-lead', { recipient: recipient.tradingName })}</p>
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </section>
  );
}

function Technical({ locale, model }: ScoreProps) {
  return (
    <section class="card">
      <h2>{say(locale, 'score.technical')}</h2>
      <FactList
        rows={[
          [say(locale, 'score.id'), <span class="mono">{model.scoreId}</span>],
          [say(locale, 'score.model'), <span class="mono">{model.modelSha256}</span>],
          [say(locale, 'score.event'), <span class="mono">{model.event}</span>],
        ]}
      />
      <a href={model.consentHref}>{say(locale, 'score.consent')}</a>
    </section>
  );
}

function resultFacts(locale: Locale, model: ScoreModel): readonly Fact[] {
  const asOf = {
    label: say(locale, 'score.as-of'),
    value: formatDate(locale, model.asOf, model.zone),
  };
  const { result } = model;
  if (!('score' in result)) return [asOf];
  const months = formatSpan(locale, model.horizonMonths, 'month');
  const pd = formatPercent(locale, result.pd);
  return [
    {
      label: say(locale, 'score.pd'),
      value: say(locale, 'score.pd-value', { pd, months }),
      full: true,
    },
    ...(result.pdInterval === null ? [] : [intervalFact(locale, result.pdInterval)]),
    { label: say(locale, 'score.band'), value: result.band },
    asOf,
  ];
}

function intervalFact(locale: Locale, interval: { low: number; high: number }): Fact {
  const low = formatPercent(locale, interval.low);
  const high = formatPercent(locale, interval.high);
  return {
    label: say(locale, 'score.interval'),
    value: say(locale, 'score.interval-value', { low, high }),
    full: true,
  };
}

function coverageRows(locale: Locale, model: ScoreModel): readonly (readonly [string, string])[] {
  const provider = model.provider.tradingName;
  return [
    [say(locale, 'score.used'), clusterNames(locale, model.used)],
    [say(locale, 'score.withheld'), clusterNames(locale, model.withheld)],
    [say(locale, 'score.not-requested'), clusterNames(locale, model.notRequested)],
    [say(locale, 'score.missing', { provider }), clusterNames(locale, model.missing)],
    [say(locale, 'score.unavailable'), clusterNames(locale, model.unavailable)],
  ];
}
