import { err, ok, type Result } from '#kernel';
import { z } from 'zod';
import { inconsistent, refusalOf, type ParseRefusal } from './definition.js';

/** A band holds the PDs in [lower, upper); the last holds 1 as well. */
export interface Band {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
}

/** Seven bands, each but the first about twice as risky as the one before. */
export const DEFAULT_BANDS: readonly Band[] = [
  { name: 'A', lower: 0, upper: 0.005 },
  { name: 'B', lower: 0.005, upper: 0.01 },
  { name: 'C', lower: 0.01, upper: 0.02 },
  { name: 'D', lower: 0.02, upper: 0.04 },
  { name: 'E', lower: 0.04, upper: 0.08 },
  { name: 'F', lower: 0.08, upper: 0.16 },
  { name: 'G', lower: 0.16, upper: 1 },
];

/** The most bands of a set. */
export const BANDS_MAX = 32;

const BandShape = z.strictObject({
  name: z.string().min(1).max(16),
  lower: z.number().min(0).max(1),
  upper: z.number().min(0).max(1),
});

/** Reads untrusted bands: they cover [0, 1] without gap or overlap, and names differ. */
export function parseBands(json: unknown): Result<readonly Band[], ParseRefusal> {
  const parsed = z.array(BandShape).min(1).max(BANDS_MAX).safeParse(json);
  if (!parsed.success) return err(refusalOf(parsed.error));
  let end = 0;
  for (const [i, band] of parsed.data.entries()) {
    if (band.lower !== end) return err(inconsistent(`${i}.lower`, 'a band begins where one ends'));
    if (band.upper <= band.lower) return err(inconsistent(`${i}.upper`, 'a band is not empty'));
    end = band.upper;
  }
  const names = new Set(parsed.data.map((band) => band.name));
  if (end !== 1) return err(inconsistent(`${parsed.data.length - 1}.upper`, 'the last ends at 1'));
  if (names.size !== parsed.data.length) return err(inconsistent('', 'two bands share a name'));
  return ok(parsed.data);
}

/** The name of the band that a PD in [0, 1] falls in. */
export function bandOf(pd: number, bands: readonly Band[]): string {
  const band = bands.find((candidate) => pd < candidate.upper) ?? bands.at(-1);
  return band?.name ?? '';
}
