import { directionOf, LOCALES, type Locale, say } from '#words';
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Frame } from './models.js';
import { Csrf } from './parts.js';
import { FONT_CSS_HREF, STYLESHEET_HREF } from './stylesheet.js';

/** What one page puts into the frame. */
export interface PageContent {
  readonly title: string;
  readonly body: ComponentChildren;
  /** Where the language is switched by posting a form of the page's own, so that it is kept. */
  readonly languageForm?: { readonly id: string; readonly action: string } | null;
}

/** A whole document. It holds no script, no style of its own and no address of another host. */
export function renderPage(frame: Frame, { title, body, languageForm }: PageContent): string {
  const { locale } = frame;
  const html = (
    <html lang={locale} dir={directionOf(locale)}>
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
          <div class="wrap top-row">
            <span class="brand">
              <Mark />
              {say(locale, 'frame.brand')}
            </span>
            <Languages frame={frame} form={languageForm ?? null} />
          </div>
          <Navigation frame={frame} />
        </header>
        <main id="content" class="wrap" tabIndex={-1}>
          {body}
        </main>
        <footer class="wrap foot">
          <p>{say(locale, 'frame.safety', { domain: frame.domain })}</p>
        </footer>
        {/* Last, so that no reader waits for a font that the system may have. */}
        <link rel="stylesheet" href={FONT_CSS_HREF} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(html)}`;
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 2 21 6v6c0 5-3.6 8.6-9 10-5.4-1.4-9-5-9-10V6z" fill="currentColor" />
      <path d="m7.6 12.2 3 3 5.8-6.2" fill="none" stroke="#fff" stroke-width="2.2" />
    </svg>
  );
}

function Navigation({ frame: { locale, signedIn, csrf } }: { readonly frame: Frame }) {
  if (!signedIn) return null;
  return (
    <nav class="wrap account" aria-label={say(locale, 'frame.navigation')}>
      <a href={signedIn.homeHref}>{say(locale, 'frame.home')}</a>
      <form method="post" action={signedIn.signOutAction}>
        <Csrf token={csrf} />
        <button class="link" type="submit">
          {say(locale, 'frame.sign-out')}
        </button>
      </form>
    </nav>
  );
}

interface LanguagesProps {
  readonly frame: Frame;
  readonly form: { readonly id: string; readonly action: string } | null;
}

function Languages({ frame, form }: LanguagesProps) {
  return (
    <div class="languages" role="group" aria-label={say(frame.locale, 'frame.languages')}>
      {LOCALES.map((locale) => (
        <Language key={locale} to={locale} frame={frame} form={form} />
      ))}
    </div>
  );
}

function Language({ to, frame, form }: LanguagesProps & { readonly to: Locale }) {
  const name = say(to, `frame.language.${to}`);
  if (to === frame.locale)
    return (
      <span lang={to} aria-current="true">
        {name}
      </span>
    );
  if (!form)
    return (
      <a lang={to} hreflang={to} href={withLanguage(frame.path, to)}>
        {name}
      </a>
    );
  return (
    <button
      class="link"
      type="submit"
      form={form.id}
      formaction={form.action}
      name="lang"
      value={to}
    >
      <span lang={to}>{name}</span>
    </button>
  );
}

const withLanguage = (path: string, locale: Locale): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${locale}`;
