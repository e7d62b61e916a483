import type { Borrower } from '#kernel';
import { Refused } from '#adapters/http';
import type { Visit } from './visit.js';

/** The borrower of a page that only a borrower sees. */
export function signedIn(visit: Visit): Borrower {
  if (!visit.borrower) throw new Refused(401, 'page-session-ended');
  return visit.borrower;
}

/** The calendar that a borrower's days and instants are told in, while pages know no better. */
export const zoneOf = (visit: Pick<Visit, 'locale'>): string =>
  visit.locale === 'zh-CN' ? 'Asia/Shanghai' : 'UTC';
