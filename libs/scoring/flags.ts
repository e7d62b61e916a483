/** Marks of a score, one bit each, as they are stored. */
export const FLAG = {
  atBound: 1,
  notCalibratedForRecipient: 2,
  partial: 4,
  outOfRange: 8,
  thinFile: 16,
} as const;

const NAMES = [
  [FLAG.atBound, 'at_bound'],
  [FLAG.notCalibratedForRecipient, 'not_calibrated_for_recipient'],
  [FLAG.partial, 'partial'],
  [FLAG.outOfRange, 'out_of_range'],
  [FLAG.thinFile, 'thin_file'],
] as const;

/** A name that an answer's `flags` may hold. */
export type FlagName = (typeof NAMES)[number][1];

/** The names of the marks that are set. */
export function flagNames(flags: number): FlagName[] {
  return NAMES.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}
