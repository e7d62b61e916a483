import { z } from 'zod';

/** What a score did not see, by cluster. */
export interface Coverage {
  /** Kept back by the borrower: contributed nothing, gave no reason. */
  readonly withheld: readonly string[];
  /** Never asked of the borrower; scored as what is withheld. */
  readonly notRequested: readonly string[];
  /** Granted, and the provider holds nothing. */
  readonly missing: readonly string[];
  /** Granted, and not to be had at the time: never so as long as data are held by the platform. */
  readonly unavailable: readonly string[];
}

const clusters = z.array(z.string());
const Shape = z.object({
  withheld: clusters,
  notRequested: clusters,
  missing: clusters,
  unavailable: clusters,
});

/** Everything was seen. */
const FULL_COVERAGE: Coverage = { withheld: [], notRequested: [], missing: [], unavailable: [] };

/** A coverage as it is stored; '' for a full one. */
export function coverageText(coverage: Coverage): string {
  const { withheld, notRequested, missing, unavailable } = coverage;
  const unseen = [withheld, notRequested, missing, unavailable];
  if (unseen.every(({ length }) => length === 0)) return '';
  return JSON.stringify({ withheld, notRequested, missing, unavailable });
}

/** Reads a stored coverage. */
export const readCoverage = (text: string): Coverage =>
  text === '' ? FULL_COVERAGE : Shape.parse(JSON.parse(text));

/** Of the clusters that a model looks at, those that it saw. */
export function usedClusters(lookedAt: readonly string[], coverage: Coverage): readonly string[] {
  const { withheld, notRequested, missing, unavailable } = coverage;
  const unseen = new Set([withheld, notRequested, missing, unavailable].flat());
  return lookedAt.filter((cluster) => !unseen.has(cluster));
}
