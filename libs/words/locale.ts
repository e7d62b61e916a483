/** The languages that everything is written in. */
export const LOCALES = ['en', 'zh-CN'] as const;

/** A language, by its BCP 47 tag. */
export type Locale = (typeof LOCALES)[number];

const DIRECTIONS: Readonly<Record<Locale, 'ltr' | 'rtl'>> = { en: 'ltr', 'zh-CN': 'ltr' };

/** The direction in which a language is written, as HTML says it. */
export const directionOf = (locale: Locale): 'ltr' | 'rtl' => DIRECTIONS[locale];

/** Whether a text names a language that we write. */
export const isLocale = (text: unknown): text is Locale =>
  LOCALES.some((locale) => locale === text);

/**
 * The language to begin with for a browser's `Accept-Language`: its first preference that we
 * write, by primary tag; English otherwise. Its order is taken for its preference.
 */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  for (const range of (acceptLanguage ?? '').split(',')) {
    const primary = range.trim().split(/[-;]/)[0]?.toLowerCase();
    const locale = LOCALES.find((one) => one.split('-')[0] === primary);
    if (locale) return locale;
  }
  return 'en';
}
