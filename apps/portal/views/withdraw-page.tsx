import { say } from '#words';
import { renderPage } from './layout.js';
import type { Frame, WithdrawModel } from './models.js';
import { Csrf } from './parts.js';

/** Before the last step: what follows, then two ways out that look alike. */
export function withdrawPage(frame: Frame, model: WithdrawModel): string {
  const { locale } = frame;
  const recipient = model.recipient.tradingName;
  const title = say(locale, 'withdraw.title', { recipient });
  const body = (
    <>
      <h1>{title}</h1>
      <form method="post" action={model.action}>
        <Csrf token={frame.csrf} />
        <section class="card">
          <h2>{say(locale, 'withdraw.effect')}</h2>
          <ul class="consequences">
            <li>{say(locale, 'withdraw.at-once', { recipient })}</li>
            <li>{say(locale, 'withdraw.application', { recipient })}</li>
            <li>{say(locale, 'withdraw.past')}</li>
            <li>{say(locale, 'withdraw.kept')}</li>
            <li>{say(locale, 'withdraw.final', { recipient })}</li>
          </ul>
        </section>
        <div class="pair">
          <button class="button" type="submit">
            {say(locale, 'withdraw.stop')}
          </button>
          <a class="button" href={model.backHref}>
            {say(locale, 'withdraw.back')}
          </a>
        </div>
      </form>
    </>
  );
  return renderPage(frame, { title, body });
}
