import { type Cluster, keptDays } from '#consent-engine';
import { formatDate, formatShortDate, formatSpan, type Locale, say, sayFrequency } from '#words';
import { renderToString } from 'preact-render-to-string';
import { ClusterChoices } from './cluster-choices.js';
import type { NoticeModel } from './models.js';
import { type Fact, Facts, Flow } from './parts.js';
import { renderedText } from './rendered-text.js';

interface NoticeProps {
  readonly locale: Locale;
  readonly notice: NoticeModel;
  readonly chosen: readonly Cluster[];
}

/** Everything that a borrower is told before the answer: the legal content of the page. */
export function Notice({ locale, notice, chosen }: NoticeProps) {
  const { recipient } = notice;
  const title = notice.subjectKind === 'firm' ? 'consent.title-firm' : 'consent.title';
  return (
    <>
      <h1>{say(locale, title, names(notice))}</h1>
      <Flow locale={locale} parties={notice} />
      <Facts facts={termFacts(locale, notice)} />
      <Unusual locale={locale} notice={notice} />
      <ClusterChoices locale={locale} notice={notice} chosen={chosen} />
      <section class="card">
        {meaning(locale, notice).map(([heading, ...texts]) => (
          <div key={heading} class="meaning">
            <h2>{heading}</h2>
            {texts.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </div>
        ))}
      </section>
      <section class="card" aria-labelledby="decide">
        <h2 id="decide">{say(locale, 'consent.decide')}</h2>
        <p>{say(locale, 'consent.decide-lead')}</p>
        <p class="small">
          {say(locale, 'consent.party-recipient', { ...recipient })}{' '}
          {say(locale, 'consent.party-provider', { ...notice.provider })}{' '}
          {say(locale, 'frame.platform-role')}
        </p>
      </section>
    </>
  );
}

/**
 * The text of the consent page, as its hash is stored with the consent: deterministic, and
 * independent of what has been ticked.
 */
export const noticeText = (locale: Locale, notice: NoticeModel): string =>
  renderedText(renderToString(<Notice locale={locale} notice={notice} chosen={[]} />));

const names = ({ recipient, provider }: NoticeModel) => ({
  recipient: recipient.tradingName,
  provider: provider.tradingName,
});

function termFacts(locale: Locale, notice: NoticeModel): readonly Fact[] {
  const { terms, applicationReference: application } = notice;
  const days = formatSpan(locale, terms.days, 'day');
  const kept = formatSpan(locale, keptDays(terms), 'day');
  const date = formatShortDate(locale, notice.endsAt, notice.zone);
  const history = formatSpan(locale, terms.historyMonths, 'month');
  return [
    {
      label: say(locale, 'consent.purpose'),
      value: <span class="plain">{say(locale, `purpose.${terms.purpose}`)}</span>,
      full: true,
    },
    { label: say(locale, 'term.until'), value: untilValue(locale, date, days) },
    { label: say(locale, 'term.times'), value: sayFrequency(locale, terms) },
    { label: say(locale, 'term.history'), value: history },
    { label: say(locale, 'term.kept'), value: say(locale, 'term.kept-value', { days: kept }) },
    ...(application === null
      ? []
      : [{ label: say(locale, 'term.application'), value: application, full: true }]),
  ];
}

/** On a narrow screen a line may end before the brackets, never inside them. */
function untilValue(locale: Locale, date: string, days: string) {
  const [before, after] = say(locale, 'term.until-value', { date, days }).split(days);
  return (
    <>
      {before}
      <span class="whole">{days}</span>
      {after}
    </>
  );
}

function Unusual({ locale, notice }: { readonly locale: Locale; readonly notice: NoticeModel }) {
  if (notice.unusual.length === 0) return null;
  const { terms } = notice;
  const texts = {
    days: () => say(locale, 'unusual.days', { days: formatSpan(locale, terms.days, 'day') }),
    dataLifeDays: () =>
      say(locale, 'unusual.data-life', { days: formatSpan(locale, keptDays(terms), 'day') }),
    historyMonths: () =>
      say(locale, 'unusual.history', { months: formatSpan(locale, terms.historyMonths, 'month') }),
    frequency: () => say(locale, 'unusual.frequency'),
  };
  return (
    <section class="notice warn">
      <h2>{say(locale, 'unusual.title')}</h2>
      <ul>
        {notice.unusual.map((attribute) => (
          <li key={attribute}>{texts[attribute]()}</li>
        ))}
      </ul>
    </section>
  );
}

function meaning(locale: Locale, notice: NoticeModel): readonly (readonly [string, ...string[]])[] {
  const named = names(notice);
  const { recipient } = named;
  const { domain, terms } = notice;
  const withdraw =
    terms.fetchType === 'ONETIME'
      ? say(locale, 'consent.withdraw-once', { domain })
      : say(locale, 'consent.withdraw-periodic', {
          domain,
          date: formatDate(locale, notice.endsAt, notice.zone),
        });
  return [
    [
      say(locale, 'consent.leaves'),
      say(locale, 'consent.leaves-text', named),
      say(locale, 'consent.see-score', { recipient }),
    ],
    [say(locale, 'consent.automated'), say(locale, 'consent.automated-text', { recipient })],
    [say(locale, 'consent.refuse'), say(locale, 'consent.refuse-text', named)],
    [say(locale, 'consent.withdraw'), withdraw],
  ];
}
