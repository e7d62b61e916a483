import { formatInstant, formatSpan, formatTime, say } from '#words';
import { renderPage } from './layout.js';
import type { CodeModel, EmailModel, Frame, LandingModel, PickModel } from './models.js';
import { clusterNames, Csrf, ERROR_ID, FactList, Flow, FormError, Leave } from './parts.js';

/** Before any log-in: who asks what of whom, what comes next, how to leave. */
export function landingPage(frame: Frame, model: LandingModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const provider = model.provider.tradingName;
  const lead = model.subjectKind === 'firm' ? 'landing.lead-firm' : 'landing.lead';
  const { clustersNeeded, clustersOptional, purpose } = model.terms;
  const title = say(locale, 'landing.title', { recipient });
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, lead, { recipient, provider })}</p>
      <Flow locale={locale} parties={model} />
      <section class="card">
        <FactList
          rows={[
            [say(locale, 'consent.purpose'), say(locale, `purpose.${purpose}`)],
            [
              say(locale, 'consent.data'),
              clusterNames(locale, [...clustersNeeded, ...clustersOptional]),
            ],
          ]}
        />
      </section>
      <section class="card">
        <h2>{say(locale, 'landing.next')}</h2>
        <ol class="steps">
          <li>{say(locale, 'landing.step-sign-in', { provider })}</li>
          <li>{say(locale, 'landing.step-read')}</li>
          <li>{say(locale, 'landing.step-answer')}</li>
        </ol>
        <a class="button" href={model.continueHref}>
          {say(locale, 'landing.continue')}
        </a>
        <p class="small">{say(locale, 'landing.leave', { recipient })}</p>
        <p class="small">
          {say(locale, 'landing.open-until', {
            instant: formatInstant(locale, model.lapsesAt, model.zone),
          })}
        </p>
      </section>
      <Leave frame={frame} leaving={model} />
      <p class="small">{say(locale, 'frame.platform-role')}</p>
    </>
  );
  return renderPage(frame, { title, body });
}

/** The form for the address. */
export function emailPage(frame: Frame, model: EmailModel): string {
  const { locale } = frame;
  const { request, error } = model;
  const title = say(locale, 'email.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">
        {request === null
          ? say(locale, 'email.lead')
          : say(locale, 'email.lead-request', { provider: request.provider.tradingName })}
      </p>
      {error && <FormError locale={locale} error={error} />}
      <form class="card" method="post" action={model.action}>
        <Csrf token={frame.csrf} />
        <label for="email">{say(locale, 'email.label')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="email"
          required
          maxLength={254}
          value={model.email}
          aria-invalid={error === 'email.malformed'}
          aria-describedby={error ? ERROR_ID : undefined}
        />
        <button class="button" type="submit">
          {say(locale, 'email.submit')}
        </button>
      </form>
      {request && <Leave frame={frame} leaving={request} />}
    </>
  );
  return renderPage(frame, { title, body });
}

/** The form for the code: one input, in which a code can be pasted with or without a space. */
export function codePage(frame: Frame, model: CodeModel): string {
  const { locale } = frame;
  const title = say(locale, 'code.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'code.sent', { email: model.email })}</p>
      {model.error && <FormError locale={locale} error={model.error} />}
      <CodeForm frame={frame} model={model} />
      <section class="card">
        <p class="small">
          {say(locale, 'code.resend-hint', {
            seconds: formatSpan(locale, model.resendAfterSeconds, 'second'),
          })}
        </p>
        <div class="row">
          <form method="post" action={model.resendAction}>
            <Csrf token={frame.csrf} />
            <button class="link" type="submit">
              {say(locale, 'code.resend')}
            </button>
          </form>
          <a href={model.otherAddressHref}>{say(locale, 'code.other-address')}</a>
        </div>
      </section>
      {model.request && <Leave frame={frame} leaving={model.request} />}
    </>
  );
  return renderPage(frame, { title, body });
}

function CodeForm({ frame, model }: { readonly frame: Frame; readonly model: CodeModel }) {
  const { locale } = frame;
  return (
    <form class="card" method="post" action={model.action}>
      <Csrf token={frame.csrf} />
      <label for="code">{say(locale, 'code.label')}</label>
      <input
        id="code"
        name="code"
        class="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        pattern="\s*[0-9]{3}\s*[0-9]{3}\s*"
        title={say(locale, 'code.label')}
        required
        aria-invalid={model.error !== null && model.error !== 'code.wait'}
        aria-describedby={model.error ? `${ERROR_ID} code-valid` : 'code-valid'}
      />
      <p class="small" id="code-valid">
        {say(locale, 'code.valid', {
          minutes: formatSpan(locale, model.validMinutes, 'minute'),
          time: formatTime(locale, model.validUntil, model.zone),
        })}
      </p>
      <button class="button" type="submit">
        {say(locale, 'code.submit')}
      </button>
    </form>
  );
}

/** Several subjects have the address: which one is meant? None is chosen beforehand. */
export function pickPage(frame: Frame, model: PickModel): string {
  const { locale } = frame;
  const provider = model.provider.tradingName;
  const title = say(locale, 'pick.title');
  const body = (
    <>
      <h1>{title}</h1>
      <p class="lead">{say(locale, 'pick.lead', { provider })}</p>
      {model.error && <FormError locale={locale} error={model.error} />}
      <form class="card" method="post" action={model.action}>
        <Csrf token={frame.csrf} />
        <fieldset aria-describedby={model.error ? ERROR_ID : undefined}>
          <legend>{say(locale, 'pick.legend', { provider })}</legend>
          {model.subjects.map(({ id, kind, reference }) => (
            <label key={id} class="tick option">
              <input type="radio" name="subject" value={id} required />
              <span>
                {say(locale, kind === 'firm' ? 'pick.firm' : 'pick.person', { reference })}
              </span>
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {say(locale, 'pick.submit')}
        </button>
      </form>
      <Leave frame={frame} leaving={model} />
    </>
  );
  return renderPage(frame, { title, body });
}
