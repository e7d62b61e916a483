import {
  type FetchType,
  limitsOf,
  type Purpose,
  PURPOSES,
  REQUEST_LAPSES_AFTER_MINUTES,
  SHAREABLE_CLUSTERS,
  type TermLimits,
} from '#consent-engine';
import { code, page, table } from './markdown.js';

const FETCH_TYPES: readonly FetchType[] = ['ONETIME', 'PERIODIC'];

/** The page of what may be asked of a borrower: purposes, their limits, and the clusters. */
export const purposesPage = (): string =>
  page(
    'Purposes and limits',
    'What a consent request may ask. The most that is allowed is refused beyond ' +
      '(`consent-terms-over-limit` names the attribute and its limit); beyond what is usual, the ' +
      'borrower’s page says that it is out of the ordinary. ' +
      `A request lapses ${String(REQUEST_LAPSES_AFTER_MINUTES)} minutes after it was made.`,
    '## By purpose',
    table([
      ['Purpose', 'Fetch', 'Days', 'Data life (days)', 'History (months)', 'Readings'],
      ...PURPOSES.flatMap((purpose) =>
        FETCH_TYPES.map((fetch) => row(purpose, fetch, limitsOf(purpose, fetch))),
      ),
    ]),
    'Each bound is written as *most (usual)*.',
    '## Clusters',
    'A consent opens clusters of one kind of subject. `outcome` is never shared.',
    table([
      ['Kind', 'Clusters'],
      ...Object.entries(SHAREABLE_CLUSTERS).map(([kind, clusters]) => [
        kind,
        clusters.map(code).join(', '),
      ]),
    ]),
  );

function row(purpose: Purpose, fetch: FetchType, limits: TermLimits | undefined): string[] {
  const first = [code(purpose), code(fetch)];
  if (!limits) return [...first, 'cannot be asked', '', '', ''];
  const { days, dataLifeDays, historyMonths, frequency } = limits;
  const readings = frequency
    ? Object.entries(frequency).map(([unit, bound]) => `${bounded(bound)} a ${unit.toLowerCase()}`)
    : ['once'];
  return [
    ...first,
    bounded(days),
    bounded(dataLifeDays),
    bounded(historyMonths),
    readings.join(', '),
  ];
}

const bounded = ({ max, usual }: { readonly max: number; readonly usual: number }): string =>
  `${String(max)} (${String(usual)})`;
