import { type ProblemCode, PROBLEMS } from '#words';
import { doorStatuses, type Statuses } from './door-statuses.js';
import { code, page, table } from './markdown.js';

/** Where the api's refusals are made. */
export const API_SOURCES = ['apps/api', 'libs/adapters/http', 'libs/tenancy'] as const;
const PORTAL = ['apps/portal'];

/** The page of every refusal: its code, where it is answered with which status, its sentences. */
export function problemsPage(root: string): string {
  const api = doorStatuses(root, API_SOURCES);
  const portal = doorStatuses(root, PORTAL);
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).sort();
  return page(
    'Problems',
    'What is not done is answered as RFC 9457 (`application/problem+json`). `code` is stable: ' +
      'compare it and nothing else. `type` is the address of a page about it, `GET ' +
      '/problems/{code}` of the api, `errors` says where in the input the fault is, `details` ' +
      'what else is to be known, and `request_id` which call it was.',
    'The column *Api* is the status at the HTTP api; *Pages*, that of the borrower’s pages, which ' +
      'answer in HTML. A code with neither is told inside a page or by the command line.',
    table([
      ['Code', 'Api', 'Pages', 'English', '简体中文'],
      ...codes.map((name) => [
        code(name),
        statusesOf(api, name),
        statusesOf(portal, name),
        PROBLEMS[name].en,
        PROBLEMS[name].zh,
      ]),
    ]),
  );
}

const statusesOf = (statuses: Statuses, name: string) => (statuses.get(name) ?? []).join(', ');
