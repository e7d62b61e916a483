import { say } from '#words';
import { renderPage } from './layout.js';
import type { ConsentModel, Frame } from './models.js';
import { Notice } from './notice.js';
import { Csrf, FormError, Leave } from './parts.js';

const FORM_ID = 'decision';

/**
 * The consent page. Allow and decline are two buttons of one form, alike in all but their words;
 * no box is ticked but by the borrower.
 */
export function consentPage(frame: Frame, model: ConsentModel): string {
  const { locale } = frame;
  const { notice } = model;
  const title = say(locale, 'landing.title', { recipient: notice.recipient.tradingName });
  const body = (
    <>
      {model.error && <FormError locale={locale} error={model.error} />}
      <form id={FORM_ID} method="post" action={model.allowAction}>
        <Csrf token={frame.csrf} />
        <input type="hidden" name="notice" value={model.noticeHash} />
        <input type="hidden" name="locale" value={locale} />
        <Notice locale={locale} notice={notice} chosen={model.chosen} />
        <div class="pair">
          <button class="button" type="submit">
            {say(locale, 'consent.allow')}
          </button>
          <button class="button" type="submit" formaction={model.declineAction}>
            {say(locale, 'consent.decline')}
          </button>
        </div>
      </form>
      <Leave frame={frame} leaving={model} />
    </>
  );
  const { languageAction: action } = model;
  const languageForm = action === null ? null : { id: FORM_ID, action };
  return renderPage(frame, { title, body, languageForm });
}
