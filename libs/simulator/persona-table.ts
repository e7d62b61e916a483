/** A person with everything set that its story needs. §8 of the specification. */
export interface PersonStory {
  readonly kind: 'person';
  readonly theta: number;
  readonly ability?: number;
  readonly willingness?: number;
  readonly state: number;
  /** Sum of .65 ln RR; 6 more for fraud. */
  readonly excess: number;
  readonly fraud?: boolean;
  readonly tenureMonths: number;
  readonly orders: number;
  readonly bureau: number | null;
  readonly returnShare?: number;
  readonly fullyUsed?: boolean;
  /** How its instalments were paid: as its state has it, all in time, or a story of their own. */
  readonly pays: 'as-state' | 'in-time' | 'two-late' | 'never-since-default' | 'settled-late';
  readonly pd12: number;
}

/** A firm with everything set that its story needs. */
export interface FirmStory {
  readonly kind: 'firm';
  readonly theta: number;
  readonly state: number;
  readonly logSales: number;
  readonly ageYears: number;
  readonly seasonExponent: number;
  readonly pd12: number;
}

/** Somebody of whom nothing is known but who they are. */
export interface NoStory {
  readonly kind: 'unknown';
}

const HEALTHY = 0;
const STRAINED = 1;
const DISTRESSED = 2;
const USUAL = {
  kind: 'person',
  state: HEALTHY,
  excess: 0,
  tenureMonths: 40,
  orders: 20,
  bureau: 600,
  pays: 'in-time',
} as const;
const FIRM = { kind: 'firm', state: HEALTHY, logSales: 8, ageYears: 6, seasonExponent: 1 } as const;

/** The stories, with the probability of default that each must come out at (m = 0). */
export const STORIES = {
  prime: {
    ...USUAL,
    theta: -1.5,
    excess: -0.5,
    tenureMonths: 108,
    orders: 60,
    bureau: 680,
    pd12: 0.001,
  },
  'thin-file': {
    ...USUAL,
    theta: 0.2,
    excess: 0.1,
    tenureMonths: 2,
    orders: 1,
    bureau: null,
    pd12: 0.013,
  },
  'no-file': { kind: 'unknown' },
  'recently-late': { ...USUAL, theta: 0.3, state: STRAINED, pays: 'two-late', pd12: 0.029 },
  'over-indebted': {
    ...USUAL,
    theta: 1.2,
    ability: -1.5,
    state: DISTRESSED,
    excess: 0.3,
    orders: 30,
    bureau: 520,
    fullyUsed: true,
    pays: 'as-state',
    pd12: 0.17,
  },
  defaulted: {
    ...USUAL,
    theta: 1,
    state: DISTRESSED,
    orders: 30,
    bureau: 480,
    pays: 'never-since-default',
    pd12: 1,
  },
  recovered: {
    ...USUAL,
    theta: 0.4,
    tenureMonths: 60,
    orders: 40,
    bureau: 560,
    pays: 'settled-late',
    pd12: 0.015,
  },
  'returns-abuser': {
    ...USUAL,
    theta: 0.7,
    willingness: -1.3,
    excess: 0.2,
    orders: 50,
    returnShare: 0.62,
    pd12: 0.027,
  },
  'fraud-cluster': {
    ...USUAL,
    theta: 0.5,
    excess: 6,
    fraud: true,
    tenureMonths: 2,
    orders: 6,
    bureau: null,
    pd12: 0.99,
  },
  'new-merchant': { ...FIRM, theta: 0.3, logSales: 7, ageYears: 4 / 12, pd12: 0.028 },
  'seasonal-merchant': { ...FIRM, theta: -0.3, logSales: 8.5, seasonExponent: 2.2, pd12: 0.008 },
  'declining-merchant': { ...FIRM, theta: 0.8, state: DISTRESSED, pd12: 0.12 },
  'joint-liability-firm': { ...FIRM, theta: 0.6, state: STRAINED, pd12: 0.056 },
  'partial-consent': { ...USUAL, theta: 0, pd12: 0.01 },
  'name-twin': { ...USUAL, theta: 0, pd12: 0.01 },
} satisfies Record<string, PersonStory | FirmStory | NoStory>;

/** The name of a persona. */
export type PersonaName = keyof typeof STORIES;

/** All of them, in the specification's order. */
export const PERSONA_NAMES = Object.keys(STORIES) as readonly PersonaName[];

/** What a persona should show, besides a probability. */
export const EXPECTED: Partial<Record<PersonaName, 'abstain' | 'none' | 'flag' | 'link-test'>> = {
  'thin-file': 'abstain',
  'no-file': 'none',
  'partial-consent': 'flag',
  'name-twin': 'link-test',
};
