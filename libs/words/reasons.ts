import { REASON_CODES, type ReasonCode } from '#score-engine';
import type { Locale } from './locale.js';

const BY_CODE: ReadonlyMap<string, { readonly en: string; readonly zh: string }> = new Map(
  REASON_CODES.map((reason) => [reason.code, reason]),
);

/** Why points were lost, in a language; undefined for a code that no model of ours uses. */
export function sayReason(locale: Locale, code: ReasonCode | (string & {})): string | undefined {
  const reason = BY_CODE.get(code);
  return locale === 'en' ? reason?.en : reason?.zh;
}
