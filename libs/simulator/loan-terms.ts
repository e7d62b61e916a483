import { indexAt } from './catalogue.js';
import type { Draws } from './draws.js';
import { exp, ln, logistic } from './elementary.js';
import type { Person } from './person.js';
import { normalQuantile } from './quantiles.js';

/** Grades of the accepted: share in %, rate in % a year (LendingClub 2018). */
const GRADES = [
  ['A', 20.4, 7.2],
  ['B', 26.5, 10.7],
  ['C', 27.3, 14.5],
  ['D', 18.2, 19.4],
  ['E', 5.9, 25.3],
  ['F', 1.3, 29.7],
  ['G', 0.4, 30.8],
] as const;
const RATE_OF_OTHERS = 19.4;
const ACCEPTED = 0.4;
const ACCEPTED_AT_RANDOM = 0.02;
/** Mean of the lender's score among applicants: .66 of their mean θ of .30. */
const SCORE_MEAN = 0.66 * 0.3;

/** Purposes: hazard ratio, share in % (Serrano-Cinca et al. 2015, table 6). */
const PURPOSES = [
  ['consolidation', 1.02, 51],
  ['card', 0.66, 20],
  ['other', 1.17, 12],
  ['home', 0.83, 8],
  ['major', 0.74, 3],
  ['medical', 1.35, 2],
  ['house', 1.08, 2],
  ['small-business', 2.28, 1],
  ['car', 0.7, 1],
] as const;
const PURPOSE_SHARES = PURPOSES.map(([, , share]) => share);

/** Highest score of each grade. */
const CUTS = cuts();

function cuts(): readonly number[] {
  let share = 0;
  return GRADES.map(([, percent]) => {
    share += percent / 100;
    return SCORE_MEAN + normalQuantile(ACCEPTED * Math.min(1, share));
  });
}

/** The terms of a loan asked for, and the lender's answer. */
export interface LoanTerms {
  /** Month of application, 0-35; 35 is the month before observation. */
  readonly vintage: number;
  readonly score: number;
  readonly decision: 'accepted' | 'accepted-at-random' | 'declined';
  readonly grade: string | null;
  readonly ratePercent: number;
  readonly takenUp: boolean;
  readonly term: 36 | 60;
  readonly purpose: string;
  readonly hazardRatio: number;
  /** A year, and a month, in CU. */
  readonly income: number;
  readonly amount: number;
  readonly instalment: number;
  readonly utilisation: number;
  readonly inquiries: number;
  readonly rents: boolean;
  readonly jobYears: number;
  readonly bureau: number;
}

/** Draws an application from the numbers at hand. §3 of the specification. */
export function drawTerms(draws: Draws, who: Person): LoanTerms {
  const { ability: a, willingness: w, stability: s, theta } = who;
  const vintage = Math.floor(36 * draws.uniform());
  const score = 0.66 * theta + 0.751 * draws.normal();
  const priced = price(score, draws.uniform());
  const takeUp = logistic(0.9 + 0.25 * theta - 0.02 * (priced.ratePercent - 14));
  const takenUp = draws.chance(takeUp) && priced.decision !== 'declined';
  const term = draws.chance(0.71) ? 36 : 60;
  const [purpose, hazardRatio] = PURPOSES[indexAt(PURPOSE_SHARES, draws.uniform())];
  const income = exp(11.1 + 0.6 * (0.75 * a + 0.661 * draws.normal()));
  const wished = exp(9.4 + 0.7 * (0.3 * a + 0.954 * draws.normal()));
  const amount = Math.min(40_000, Math.max(1000, wished));
  return {
    vintage,
    score,
    ...priced,
    takenUp,
    term,
    purpose,
    hazardRatio,
    income,
    amount,
    instalment: annuity(amount, priced.ratePercent, term),
    utilisation: logistic(-0.2 - 0.5 * a - 0.3 * w + 0.9 * draws.normal()),
    inquiries: draws.poisson(exp(0.55 - 0.3 * w)),
    rents: draws.chance(logistic(-0.4 - 0.5 * s)),
    jobYears: Math.min(10, Math.max(0, 5 + 4 * (0.5 * s + 0.87 * draws.normal()))),
    bureau: 660 + 30 * (-0.6 * theta + 0.8 * draws.normal()),
  };
}

type Priced = Pick<LoanTerms, 'decision' | 'grade' | 'ratePercent'>;

/** The lowest 40 % of scores are accepted and graded, and 2 % of the rest, by lot. */
function price(score: number, lot: number): Priced {
  const grade = CUTS.findIndex((cut) => score < cut);
  if (grade >= 0) {
    const [name, , ratePercent] = GRADES[grade];
    return { decision: 'accepted', grade: name, ratePercent };
  }
  const decision = lot < ACCEPTED_AT_RANDOM ? 'accepted-at-random' : 'declined';
  return { decision, grade: null, ratePercent: RATE_OF_OTHERS };
}

/** The equal monthly payment that repays an amount. */
function annuity(amount: number, ratePercent: number, months: number): number {
  const monthly = ratePercent / 1200;
  return (amount * monthly) / (1 - exp(-months * ln(1 + monthly)));
}
