import { z } from 'zod';

/** What a score did not see, by cluster. */
export interface Coverage {
  /** Kept back by the borrower: contributed nothing, gave no reason. */
  readonly withheld: readonly string[];
  /** Granted, and the provider holds nothing. */
  readonly missing: readonly string[];
  /** Granted, and not to be had at the time. */
  readonly unavailable: readonly string[];
}

const clusters = z.array(z.string());
const Shape = z.object({ withheld: clusters, missing: clusters, unavailable: clusters });

/** Everything was seen. */
const FULL_COVERAGE: Coverage = { withheld: [], missing: [], unavailable: [] };

/** A coverage as it is stored; '' for a full one. */
export function coverageText(coverage: Coverage): string {
  const { withheld, missing, unavailable } = coverage;
  const full = withheld.length + missing.length + unavailable.length === 0;
  return full ? '' : JSON.stringify({ withheld, missing, unavailable });
}

/** Reads a stored coverage. */
export const readCoverage = (text: string): Coverage =>
  text === '' ? FULL_COVERAGE : Shape.parse(JSON.parse(text));
