import { DateTime } from 'luxon';
import type { SubjectKind } from '#score-engine';
import { createWorld, type Merchant, type Shopper, type World } from '#simulator';
import { loadProfile } from '../data/profile.js';
import { publicRows } from '../data/public-rows.js';
import { cloneRoot } from '../local/data-folder.js';
import { SIMULATED } from './world-record.js';

/** Subjects of one kind to import and learn from. */
export interface SampleKind {
  readonly kind: SubjectKind;
  /** NDJSON of the import endpoint, a subject's rows at a time. */
  readonly rows: () => AsyncIterable<string>;
  readonly population: string;
}

/** Somebody who could be asked for consent. */
export interface SampleBorrower {
  readonly reference: string;
  readonly email: string;
}

/** What a journey runs on. */
export interface SampleData {
  readonly name: string;
  /** As-of instant of the import: features to score with are taken here. */
  readonly asOf: Date;
  /** Outcomes are known up to here. */
  readonly outcomesUntil: Date;
  readonly horizonMonths: number;
  readonly event: string;
  readonly kinds: readonly SampleKind[];
  /** The n-th sample borrower, from 0. */
  readonly borrower: (n: number) => Promise<SampleBorrower>;
  /**
   * True probability of default by reference, of the subjects that `rows` has given; undefined for
   * real data.
   */
  readonly oracle: ReadonlyMap<string, number> | undefined;
}

const SEED = 20_261_101;
const SHOPPERS = 30_000;
const MERCHANTS = 10_000;
const MIN_ORDERS = 8;
const MIN_INSTALMENTS = 4;

/** The simulated marketplace as of the first instant of a month. */
export function simulatedData(asOf: Date): SampleData {
  const world = createWorld({ seed: SEED, asOf });
  const oracle = new Map<string, number>();
  const basis = {
    basis: 'contract',
    purpose: 'Running the marketplace account, credit limits included',
    notice: 'marketplace-terms',
    from: DateTime.fromJSDate(asOf, { zone: 'utc' }).minus({ years: 30 }).toISO(),
    until: null,
  };
  const noted = <S extends Shopper | Merchant>(subject: S): S => {
    oracle.set(subject.reference, subject.truth.pd12);
    return subject;
  };
  return {
    name: SIMULATED,
    asOf,
    outcomesUntil: asOf,
    horizonMonths: 12,
    event: '90 days late',
    kinds: [
      {
        kind: 'person',
        population: 'shoppers of the sample marketplace',
        rows: () => worldRows(SHOPPERS, (i) => noted(world.shopper(i)), basis),
      },
      {
        kind: 'firm',
        population: 'merchants of the sample marketplace',
        rows: () => worldRows(MERCHANTS, (i) => noted(world.merchant(i)), basis),
      },
    ],
    borrower: (n) => Promise.resolve(nthBorrower(world, n)),
    oracle,
  };
}

/** A public file read by a profile of the project. */
export async function publicData(path: string, profileName: string): Promise<SampleData> {
  const profile = await loadProfile(cloneRoot(), profileName);
  const asOf = new Date(profile.as_of);
  const months = profile.horizon_months;
  return {
    name: profile.name,
    asOf,
    outcomesUntil: DateTime.fromJSDate(asOf, { zone: 'utc' }).plus({ months }).toJSDate(),
    horizonMonths: months,
    event: profile.event,
    kinds: [
      {
        kind: 'person',
        population: profile.population,
        rows: () => publicRows(path, profile),
      },
    ],
    borrower: (n) => nthOfFile(publicRows(path, profile), n),
    oracle: undefined,
  };
}

async function* worldRows(
  count: number,
  subjectOf: (index: number) => Shopper | Merchant,
  basis: object,
): AsyncGenerator<string> {
  for (let i = 0; i < count; i++) {
    const { reference, email, clusters } = subjectOf(i);
    // Who somebody is, and on what basis they are known, is said once.
    const lines = Object.entries<unknown>({ ...clusters }).map(([cluster, data], at) =>
      JSON.stringify(
        at === 0 ? { reference, email, basis, cluster, data } : { reference, cluster, data },
      ),
    );
    yield [...lines, ''].join('\n');
    // Between subjects other work has its turn: the upload that this feeds.
    if (i % 200 === 0) await new Promise(setImmediate);
  }
}

function nthBorrower(world: World, n: number): SampleBorrower {
  let found = -1;
  for (let i = 0; i < SHOPPERS; i++) {
    const shopper = world.shopper(i);
    const { orders, repayments, outcome } = shopper.clusters;
    const lively =
      orders.orders.length >= MIN_ORDERS && repayments.instalments.length >= MIN_INSTALMENTS;
    if (lively && outcome.defaulted_on === null) found += 1;
    if (found === n) return { reference: shopper.reference, email: shopper.email };
  }
  const first = world.shopper(0);
  return { reference: first.reference, email: first.email };
}

async function nthOfFile(rows: AsyncIterable<string>, n: number): Promise<SampleBorrower> {
  let at = 0;
  for await (const lines of rows) {
    if (at++ < n) continue;
    const first = JSON.parse(lines.split('\n', 1)[0] ?? '') as SampleBorrower;
    return { reference: first.reference, email: first.email };
  }
  throw new Error('The file has no such subject');
}
