import type { Cluster } from '#consent-engine';
import { formatSpan, type Locale, say } from '#words';
import type { NoticeModel } from './models.js';
import { FactList } from './parts.js';

interface ChoicesProps {
  readonly locale: Locale;
  readonly notice: NoticeModel;
  readonly chosen: readonly Cluster[];
}

/** The data asked for: needed ones marked as such, each optional one a box of its own. */
export function ClusterChoices(props: ChoicesProps) {
  const { locale, notice, chosen } = props;
  const { clustersNeeded: needed, clustersOptional: optional } = notice.terms;
  return (
    <section class="card">
      <h2>{say(locale, 'consent.data')}</h2>
      {needed.length > 0 && (
        <>
          <h3>{say(locale, 'consent.needed')}</h3>
          <p class="small">{say(locale, 'consent.needed-lead')}</p>
          <ul class="clusters">
            {needed.map((cluster) => (
              <li key={cluster}>
                <p class="cluster-name">
                  {say(locale, `cluster.${cluster}`)}{' '}
                  <span class="tag">{say(locale, 'consent.needed')}</span>
                </p>
                <ClusterDetails locale={locale} notice={notice} cluster={cluster} />
              </li>
            ))}
          </ul>
        </>
      )}
      {optional.length > 0 && (
        <fieldset>
          <legend>{say(locale, 'consent.optional')}</legend>
          <p class="small">{say(locale, 'consent.optional-lead')}</p>
          <ul class="clusters">
            {optional.map((cluster) => (
              <li key={cluster}>
                <label class="cluster-name tick">
                  <input
                    type="checkbox"
                    name="clusters"
                    value={cluster}
                    checked={chosen.includes(cluster)}
                  />
                  <span>{say(locale, `cluster.${cluster}`)}</span>
                </label>
                <ClusterDetails locale={locale} notice={notice} cluster={cluster} />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
    </section>
  );
}

interface DetailsProps {
  readonly locale: Locale;
  readonly notice: NoticeModel;
  readonly cluster: Cluster;
}

function ClusterDetails({ locale, notice, cluster }: DetailsProps) {
  const months = formatSpan(locale, notice.terms.historyMonths, 'month');
  const recipient = notice.recipient.tradingName;
  const reason = notice.reasons[cluster];
  return (
    <details>
      <summary>
        {say(locale, 'consent.details')}
        <span class="unseen"> ({say(locale, `cluster.${cluster}`)})</span>
      </summary>
      <FactList
        rows={[
          [say(locale, 'consent.holds'), say(locale, `cluster.${cluster}.holds`)],
          [say(locale, 'consent.why'), say(locale, `cluster.${cluster}.why`)],
          ...(reason === undefined
            ? []
            : [[say(locale, 'consent.why-recipient', { recipient }), <q>{reason}</q>] as const]),
          [
            say(locale, 'consent.why-history', { months }),
            say(locale, `cluster.${cluster}.why-history`),
          ],
        ]}
      />
    </details>
  );
}
