import { LOCALES, type Locale, say } from '#words';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { StaffVisit } from '../staff-visit.js';
import { FONT_CSS_HREF, STYLESHEET_HREF } from './stylesheet.js';

/** What one page puts into the frame. */
export interface PageContent {
  readonly title: string;
  readonly body: ComponentChildren;
}

/** A whole document. It holds no script, no style of its own and no address of another host. */
export function renderPage(visit: StaffVisit, { title, body }: PageContent): string {
  const { locale } = visit;
  const html = (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{say(locale, 'frame.title', { page: title })}</title>
        <link rel="stylesheet" href={STYLESHEET_HREF} />
      </head>
      <body>
        <a class="skip" href="#content">
          {say(locale, 'frame.skip')}
        </a>
        <header class="top">
          <span class="brand">
            {say(locale, 'frame.brand')} <span>{say(locale, 'staff.area')}</span>
          </span>
          <Navigation visit={visit} />
          <Languages visit={visit} />
        </header>
        <main id="content" tabIndex={-1}>
          <h1>{title}</h1>
          {body}
        </main>
        {/* Last, so that no reader waits for a font that the system may have. */}
        <link rel="stylesheet" href={FONT_CSS_HREF} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(html)}`;
}

/** The hidden field by which a form proves that it came from a page of ours. */
export const Csrf = ({ token }: { readonly token: string }) => (
  <input type="hidden" name="_csrf" value={token} />
);

function Navigation({ visit: { locale, csrf, caller } }: { readonly visit: StaffVisit }) {
  if (!caller) return null;
  return (
    <nav aria-label={say(locale, 'staff.navigation')}>
      {caller.role === 'compliance' && (
        <a href="/staff/audit">{say(locale, 'staff.audit.title')}</a>
      )}
      <form method="post" action="/staff/sign-out">
        <Csrf token={csrf} />
        <button class="link" type="submit">
          {say(locale, 'frame.sign-out')}
        </button>
      </form>
    </nav>
  );
}

const Languages = ({ visit }: { readonly visit: StaffVisit }) => (
  <div class="languages" role="group" aria-label={say(visit.locale, 'frame.languages')}>
    {LOCALES.map((locale) => {
      const name = say(locale, `frame.language.${locale}`);
      return locale === visit.locale ? (
        <span key={locale} lang={locale} aria-current="true">
          {name}
        </span>
      ) : (
        <a key={locale} lang={locale} hreflang={locale} href={withLanguage(visit.path, locale)}>
          {name}
        </a>
      );
    })}
  </div>
);

/** A page that answers a form has no address of its own to come back to. */
function withLanguage(path: string, locale: Locale): string {
  const back = path.startsWith('/staff/audit') ? path : '/staff';
  return `${back}${back.includes('?') ? '&' : '?'}lang=${locale}`;
}
