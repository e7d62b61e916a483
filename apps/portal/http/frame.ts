import type { Config } from '#adapters/config';
import type { Frame } from '../views/index.js';
import type { Visit } from './visit.js';

/** What every page of this visit needs; of no visit, where a call failed before it was read. */
export function frameOf(
  visit: Visit | undefined,
  config: Pick<Config, 'PORTAL_PUBLIC_URL'>,
): Frame {
  return {
    locale: visit?.locale ?? 'en',
    path: visit?.path ?? '/',
    csrf: visit?.csrf ?? '',
    domain: new URL(config.PORTAL_PUBLIC_URL).hostname,
    signedIn: visit?.borrower ? { homeHref: '/', signOutAction: '/sign-out' } : null,
  };
}
