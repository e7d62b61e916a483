import { STREAM, type Draws } from './draws.js';
import { exp, logistic } from './elementary.js';
import { drawPerson, person, type Person } from './person.js';
import type { Lender } from './world-types.js';

/** Parts of a lender's block of streams. */
export const LENDER_STREAM = {
  person: 0,
  multi: 1,
  application: 2,
  outcome: 3,
  vintage: 4,
  contact: 5,
} as const;

const STREAMS_A_LENDER = 10;
/** Who needs money applies: the population is thinned by exp(.30θ). */
const TILT = 0.3;
/** θ beyond which the thinning no longer grows. */
const THETA_CAP = 3;
const SHOPS = 0.8;
/** Each applicant number has ten shoppers of its own at either lender to be one of. */
const CANDIDATES = 10;
const LENDERS = 2;

/** The stream of a lender's topic. */
export function lenderStream(lender: Lender, part: keyof typeof LENDER_STREAM): number {
  return STREAM.lender + STREAMS_A_LENDER * lender + LENDER_STREAM[part];
}

/** Who applies, and whom else they deal with. */
export interface ApplicantPerson {
  readonly person: Person;
  readonly shopper: number | null;
  readonly multi: boolean;
}

/**
 * The person behind an application. Who borrows from several lenders (44 %) is applicant `index`
 * at both; the others come from people of the lender's own.
 */
export function applicantPerson(draws: Draws, index: number, lender: Lender): ApplicantPerson {
  if (lender === 1) {
    const there = applicantPerson(draws, index, 0);
    if (there.multi) return there;
  }
  const found = findPerson(draws, index, lender);
  draws.at(lenderStream(lender, 'multi'), index);
  return { ...found, multi: draws.chance(logistic(-0.25 + 0.35 * found.person.theta)) };
}

function findPerson(draws: Draws, index: number, lender: Lender): Omit<ApplicantPerson, 'multi'> {
  draws.at(lenderStream(lender, 'person'), index);
  if (draws.chance(SHOPS)) {
    const tries = Array.from({ length: CANDIDATES }, () => draws.uniform());
    const first = CANDIDATES * (LENDERS * index + lender);
    for (let n = 0; n < CANDIDATES; n++) {
      const candidate = person(draws, first + n);
      if (tries[n] < exp(TILT * (candidate.theta - THETA_CAP)))
        return { person: candidate, shopper: first + n };
    }
  }
  draws.at(lenderStream(lender, 'person'), index, 1);
  return { person: drawPerson(draws, TILT), shopper: null };
}
