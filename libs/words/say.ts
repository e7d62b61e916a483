import { CLUSTERS } from './catalogue/clusters.js';
import { CONSENT } from './catalogue/consent.js';
import { DECISION } from './catalogue/decision.js';
import { FAULTS } from './catalogue/faults.js';
import { FRAME } from './catalogue/frame.js';
import { MAIL } from './catalogue/mail.js';
import { MANAGE } from './catalogue/manage.js';
import { SCORE } from './catalogue/score.js';
import { SIGN_IN } from './catalogue/sign-in.js';
import { STAFF } from './catalogue/staff.js';
import { formatNumber } from './format.js';
import type { Locale } from './locale.js';
import { type ProblemCode, PROBLEMS } from './problems/index.js';

/** Every sentence that is not a refusal's, in the parts of the product that they belong to. */
export const CATALOGUES = [
  FRAME,
  SIGN_IN,
  CONSENT,
  CLUSTERS,
  MANAGE,
  SCORE,
  DECISION,
  MAIL,
  FAULTS,
  STAFF,
] as const;

const MESSAGES = {
  ...FRAME,
  ...SIGN_IN,
  ...CONSENT,
  ...CLUSTERS,
  ...MANAGE,
  ...SCORE,
  ...DECISION,
  ...MAIL,
  ...FAULTS,
  ...STAFF,
};

/** The id of a sentence. */
export type MessageId = keyof typeof MESSAGES;

/** The names in braces of a sentence. */
type NamesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What a sentence needs: a value for each name in braces, or nothing at all. */
export type ParamsOf<Id extends MessageId> =
  NamesIn<(typeof MESSAGES)[Id]['en']> extends never
    ? []
    : [params: Readonly<Record<NamesIn<(typeof MESSAGES)[Id]['en']>, string | number>>];

/**
 * A sentence in a language, its parameters filled in. Numbers are written as the language does;
 * nothing is escaped, as a sentence is text, not markup.
 */
export function say<Id extends MessageId>(locale: Locale, id: Id, ...params: ParamsOf<Id>): string {
  const [values = {}] = params as [Readonly<Record<string, string | number | undefined>>?];
  return MESSAGES[id][locale].replace(/\{(\w+)\}/g, (braced, name: string) => {
    const value = values[name];
    if (value === undefined) return braced;
    return typeof value === 'number' ? formatNumber(locale, value) : value;
  });
}

/** The title of a refusal in a language. */
export function sayProblem(locale: Locale, code: ProblemCode): string {
  const { en, zh } = PROBLEMS[code];
  return locale === 'en' ? en : zh;
}

/** Whether a code has a title. */
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code);
