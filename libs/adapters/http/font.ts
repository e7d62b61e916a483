import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const RULE = /@font-face \{[^}]*\}/g;
/** Our font writes quotation marks as wide as a Chinese character: English takes a local font's. */
export const QUOTES_RULE = `
@font-face { font-family: 'Quotes'; unicode-range: U+2018-201F;
  src: local('Helvetica Neue'), local('Segoe UI'), local('Roboto'), local('Arial'),
    local('Liberation Sans'), local('DejaVu Sans'); }`;

const WOFF2 = /url\(\.\/files\/([\w.-]+\.woff2)\)/;

/** The font that Chinese is written in where the reader's system has none of its own. */
export interface PageFont {
  /** The rules, each with the range of characters that its file holds. */
  readonly css: string;
  /** Each file that the rules name, as `fonts/<name>` beside them, with its path on disk. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads the font's rules from its package; once, at the start. */
export function loadFont(): PageFont {
  const root = dirname(
    createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
  );
  const { css, names } = fontRules(readFileSync(join(root, 'wght.css'), 'utf8'));
  return { css, files: new Map(names.map((name) => [name, join(root, 'files', name)])) };
}

/** The rules of a package's sheet, their files under `fonts/`, and the files that they name. */
export function fontRules(sheet: string): {
  readonly css: string;
  readonly names: readonly string[];
} {
  const rules = [...sheet.matchAll(RULE)].map(([rule]) => rule);
  const names = rules.map((rule) => WOFF2.exec(rule)?.[1]).filter((name) => name !== undefined);
  const css = rules
    .map((rule) =>
      rule.replace(/src: [^;]*;/, `src: url(fonts/${WOFF2.exec(rule)?.[1]}) format('woff2');`),
    )
    .map((rule) => rule.replace(/\s+/g, ' '))
    .join('\n');
  return { css, names };
}
