import { say } from '#words';
import type { StaffVisit } from '../staff-visit.js';
import { Csrf, renderPage } from './layout.js';

/** What the log-in says besides its form. */
export interface SignInModel {
  /** Why it is shown again. */
  readonly message?: string;
  readonly email: string;
}

const MESSAGE_ID = 'message';

/** The staff's log-in. */
export function signInPage(visit: StaffVisit, { message, email }: SignInModel): string {
  const { locale, csrf } = visit;
  const described = message === undefined ? undefined : MESSAGE_ID;
  const body = (
    <div class="card narrow">
      {message !== undefined && (
        <p class="notice" id={MESSAGE_ID} role="alert">
          {message}
        </p>
      )}
      <form method="post" action="/staff/session">
        <Csrf token={csrf} />
        <label for="email">{say(locale, 'email.label')}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          required
          maxLength={254}
          value={email}
          aria-describedby={described}
        />
        <label for="password">{say(locale, 'staff.sign-in.password')}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          maxLength={128}
          aria-describedby={described}
        />
        <button class="button" type="submit">
          {say(locale, 'staff.sign-in.submit')}
        </button>
      </form>
      <p class="small">{say(locale, 'staff.sign-in.hint')}</p>
    </div>
  );
  return renderPage(visit, { title: say(locale, 'staff.sign-in.title'), body });
}
