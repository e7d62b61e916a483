/** Categories of goods: share and return rate in %. §1 of the specification. */
const CATEGORIES = [
  ['fashion', 22, 36],
  ['electronics', 18, 11],
  ['home', 15, 16],
  ['grocery', 15, 3],
  ['beauty', 10, 8],
  ['toys', 7, 12],
  ['sport', 6, 18],
  ['digital', 4, 2],
  ['car', 3, 19],
] as const;

/** Their names. */
export const CATEGORY_NAMES = CATEGORIES.map(([name]) => name);

const SHARES = CATEGORIES.map(([, share]) => share);
const MEAN_RETURN = CATEGORIES.reduce((sum, [, share, rate]) => sum + (share * rate) / 100, 0);

/** How much likelier an order of a category is to come back than the average one. */
export const RETURN_RATIOS = CATEGORIES.map(([, , rate]) => rate / MEAN_RETURN);

/** The index of the category at a share u in (0, 1). */
export function categoryAt(u: number): number {
  return indexAt(SHARES, u);
}

/** The index at a share u in (0, 1) of weights that sum to 100. */
export function indexAt(percents: readonly number[], u: number): number {
  let left = u * 100;
  let index = 0;
  while (index < percents.length - 1 && left >= percents[index]) left -= percents[index++];
  return index;
}

const SEASON = [0.95, 0.8, 0.95, 0.92, 1, 1.25, 0.92, 0.93, 0.98, 1, 1.45, 1.15];
const SEASON_MEAN = SEASON.reduce((sum, weight) => sum + weight, 0) / SEASON.length;

/** Demand of a month of the year (0 is January), 1 on average. */
export const SEASONS = SEASON.map((weight) => weight / SEASON_MEAN);

/** The currency of every amount: 100 minor units a unit. */
export const CURRENCY = 'CNY';
