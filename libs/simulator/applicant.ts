import { applicantPerson, lenderStream, type ApplicantPerson } from './applicant-person.js';
import { CURRENCY } from './catalogue.js';
import type { InstalmentEntry } from './clusters.js';
import type { Era } from './era.js';
import { drawName, inLetters, personEmail, personName, referenceOf } from './identity.js';
import { drawFootprint } from './footprint.js';
import {
  drawEnd,
  issueMonth,
  loanDefaultProbability,
  loanOdds,
  vintageEffect,
  type LoanEnd,
} from './loan-outcome.js';
import { drawTerms, type LoanTerms } from './loan-terms.js';
import type { Applicant, Lender, Loan, LoanApplication } from './world-types.js';

const LENDER_PREFIXES = ['A', 'B'] as const;
const NUMBERING_OF_LENDER = 2;
const OTHER_EMAIL = 0.25;
const YEAR_MONTHS = 12;
const MONTHS_UNPAID = 3;

/** An application in numbers, and how its loan would end. */
export interface ApplicantLife {
  readonly index: number;
  readonly lender: Lender;
  readonly who: ApplicantPerson;
  readonly terms: LoanTerms;
  readonly pd12: number;
  readonly pdTerm: number;
  readonly end: LoanEnd;
}

/** Lives the loan of applicant `index`, whether it was granted or not. */
export function liveApplicant(era: Era, index: number, lender: Lender): ApplicantLife {
  const { draws } = era;
  const who = applicantPerson(draws, index, lender);
  draws.at(lenderStream(lender, 'application'), index);
  const terms = drawTerms(draws, who.person);
  draws.at(lenderStream(lender, 'vintage'), terms.vintage);
  const effect = vintageEffect(draws.normal(), terms.vintage);
  const risk = { theta: who.person.theta, multi: who.multi, vintageEffect: effect };
  const odds = loanOdds(era, terms, risk);
  draws.at(lenderStream(lender, 'outcome'), index);
  return {
    index,
    lender,
    who,
    terms,
    pd12: loanDefaultProbability(odds, YEAR_MONTHS),
    pdTerm: loanDefaultProbability(odds, terms.term),
    end: drawEnd(draws, odds),
  };
}

/** The person as the lender knows it, and the truth. */
export function applicantOf(era: Era, life: ApplicantLife): Applicant {
  const { index, lender, who, terms, end } = life;
  const number = era.numbers[NUMBERING_OF_LENDER + lender].numberOf(index);
  return {
    kind: 'person',
    index,
    lender,
    reference: referenceOf(LENDER_PREFIXES[lender], number),
    ...contact(era, life, number),
    shopper: who.shopper,
    application: applicationOf(era, terms),
    loan: terms.takenUp ? loanOf(era, terms, end) : null,
    truth: {
      theta: who.person.theta,
      pd12: life.pd12,
      pdTerm: life.pdTerm,
      multi: who.multi,
      defaultMonth: end.defaultMonth === Infinity ? null : end.defaultMonth,
    },
  };
}

/** One in four of those who shop is known to the lender by another mail address. */
function contact(
  era: Era,
  { index, lender, who }: ApplicantLife,
  number: number,
): Pick<Applicant, 'email' | 'name'> {
  const { draws } = era;
  draws.at(lenderStream(lender, 'contact'), index);
  const other = draws.chance(OTHER_EMAIL);
  const ownName = drawName(draws);
  const ownEmail = `${inLetters(number)}@post-${lender + 1}.invalid`;
  if (who.shopper === null) return { name: ownName, email: ownEmail };
  const name = personName(draws, who.shopper);
  if (other) return { name, email: ownEmail };
  const { footprint } = drawFootprint(draws, who.shopper, who.person.theta);
  return { name, email: personEmail(name, era.numbers[0].numberOf(who.shopper), footprint) };
}

function applicationOf(era: Era, terms: LoanTerms): LoanApplication {
  const { calendar } = era;
  return {
    applied_on: calendar.dateText(calendar.firstDay(issueMonth(terms.vintage))),
    amount_minor: minor(terms.amount),
    currency: CURRENCY,
    term_months: terms.term,
    purpose: terms.purpose,
    annual_income_minor: minor(terms.income),
    utilisation: terms.utilisation,
    inquiries: terms.inquiries,
    rents: terms.rents,
    job_years: Math.floor(terms.jobYears),
    bureau: terms.bureau,
    lender_score: terms.score,
    grade: terms.grade,
    rate_percent: terms.ratePercent,
    decision: terms.decision,
  };
}

/** Issued at the end of the month of application; an instalment at the end of each month on book. */
function loanOf(era: Era, terms: LoanTerms, end: LoanEnd): Loan {
  const { calendar } = era;
  const issued = issueMonth(terms.vintage);
  const dayOf = (month: number): number => calendar.firstDay(issued + month + 1) - 1;
  const known = (month: number): string | null =>
    month < Infinity && dayOf(month) < era.asOfDay ? calendar.dateText(dayOf(month)) : null;
  const last = Math.min(terms.term, end.prepaidMonth, era.lastMonth - issued);
  // 90 days late in month k: nothing was paid from k - 2 on.
  const unpaidFrom = end.defaultMonth - MONTHS_UNPAID + 1;
  const instalments: InstalmentEntry[] = [];
  for (let month = 1; month <= last; month++)
    instalments.push({
      due_on: calendar.dateText(dayOf(month)),
      amount_minor: minor(terms.instalment),
      paid_on: month < unpaidFrom ? known(month) : null,
    });
  return {
    issued_on: calendar.dateText(dayOf(0)),
    instalment_minor: minor(terms.instalment),
    instalments,
    prepaid_on: known(end.prepaidMonth),
    defaulted_on: known(end.defaultMonth),
  };
}

function minor(amount: number): number {
  return Math.floor(amount * 100 + 0.5);
}
