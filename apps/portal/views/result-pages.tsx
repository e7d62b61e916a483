import { formatDate, formatInstant, say } from '#words';
import { renderPage } from './layout.js';
import type { ErrorModel, Frame, GrantedModel, OutcomeModel, WithdrawnModel } from './models.js';
import { clusterNames, FactList, Return } from './parts.js';

/** Declined, left, or too late: nothing was shared, and the way back looks the same. */
export function outcomePage(frame: Frame, model: OutcomeModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const instant = formatInstant(locale, model.lapsesAt, model.zone);
  const told = {
    declined: () => say(locale, 'outcome.declined', { recipient }),
    left: () => say(locale, 'outcome.left', { instant }),
    lapsed: () => say(locale, 'outcome.lapsed'),
  };
  const title = say(locale, 'outcome.nothing-shared');
  const body = (
    <>
      <h1>{title}</h1>
      <section class="card">
        <p>{told[model.kind]()}</p>
        {model.kind !== 'left' && <p>{say(locale, 'outcome.new-request', { recipient })}</p>}
        <Return locale={locale} href={model.returnHref} recipient={model.recipient} />
      </section>
    </>
  );
  return renderPage(frame, { title, body });
}

/** Allowed: what, until when, under which number, and where to stop it. */
export function grantedPage(frame: Frame, model: GrantedModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const provider = model.provider.tradingName;
  const date = formatDate(locale, model.endsAt, model.zone);
  const title = say(locale, 'granted.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'granted.lead', { recipient, provider, date })}</p>
      <section class="card">
        <FactList
          rows={[
            [say(locale, 'granted.shared'), clusterNames(locale, model.clustersGranted)],
            [say(locale, 'granted.withheld'), clusterNames(locale, model.clustersWithheld)],
            [say(locale, 'term.until'), date],
            [
              say(locale, 'granted.receipt'),
              <strong class="receipt">{model.receiptNumber}</strong>,
            ],
          ]}
        />
        <p class="small">{say(locale, 'granted.mail')}</p>
        <div class="stack">
          <Return locale={locale} href={model.returnHref} recipient={model.recipient} />
          <a class="button outline" href={model.manageHref}>
            {say(locale, 'action.manage')}
          </a>
        </div>
      </section>
    </>
  );
  return renderPage(frame, { title, body });
}

/** Withdrawn: since when, and under which number. */
export function withdrawnPage(frame: Frame, model: WithdrawnModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const instant = formatInstant(locale, model.withdrawnAt, model.zone);
  const title = say(locale, 'withdrawn.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'withdrawn.lead', { instant, recipient })}</p>
      <section class="card">
        <FactList
          rows={[
            [
              say(locale, 'granted.receipt'),
              <strong class="receipt">{model.receiptNumber}</strong>,
            ],
          ]}
        />
        <p class="small">{say(locale, 'withdrawn.mail')}</p>
        <a class="button outline" href={model.detailHref}>
          {say(locale, 'home.details')}
        </a>
      </section>
    </>
  );
  return renderPage(frame, { title, body });
}

/** What went wrong, and the way on. */
export function errorPage(frame: Frame, model: ErrorModel): string {
  const { locale } = frame;
  const title = say(locale, 'error.title');
  const body = (
    <>
      <h1>{title}</h1>
      <section class="card">
        <p>{model.message}</p>
        {model.onward && (
          <a class="button" href={model.onward.href}>
            {model.onward.label}
          </a>
        )}
        <p class="small">{say(locale, 'error.reference', { reference: model.reference })}</p>
      </section>
    </>
  );
  return renderPage(frame, { title, body });
}
