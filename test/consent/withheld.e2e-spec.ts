import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { letResend } from '../support/borrower.js';
import { testEnvironment } from '../support/environment.js';
import {
  askForConsent,
  deployModel,
  grant,
  importRows,
  must,
  newTenant,
  score,
  shopperRows,
  type TestSubject,
  type TestTenant,
  unique,
} from '../support/harness.js';
import { nth } from './scene.js';

jest.setTimeout(120_000);
afterAll(() => auditor.close());

const WITHHELD = 'repayments';
/** What is asked for, so that the cluster which weighs most may be withheld. */
const TERMS = {
  clusters_needed: ['orders'],
  clusters_optional: ['profile', 'balances', WITHHELD],
} as const;
const TICKED = ['profile', 'balances'];

interface Row extends TestSubject {
  readonly cluster: string;
  readonly data: unknown;
}
type Scored = Readonly<Record<'score' | 'pd' | 'band', unknown>> & {
  readonly reasons: readonly { readonly code: string }[];
  readonly coverage: Readonly<Record<string, readonly string[]>>;
};

/** Guards the borrower who keeps a part to themselves: what is not shown must not count. */
it('scores two people alike who differ only in what they withhold', async () => {
  const [provider, lender] = await Promise.all([newTenant(), newTenant(['recipient'])]);
  await deployModel(provider, 'person', [lender]);
  const [punctual, late, blank] = await threeAlikeBut(provider);
  const scoreOf = async (person: TestSubject, ticked: readonly string[]) => {
    const request = await askForConsent(lender, provider, TERMS);
    await letResend();
    await grant(request, person, ticked);
    return must(await score(lender, request), 201) as unknown as Scored;
  };

  const shown = [
    await scoreOf(punctual, [...TICKED, WITHHELD]),
    await scoreOf(late, [...TICKED, WITHHELD]),
    await scoreOf(blank, [...TICKED, WITHHELD]),
  ].map(({ pd }) => pd);
  expect(new Set(shown).size).toBe(3);

  const kept = [
    await scoreOf(punctual, TICKED),
    await scoreOf(late, TICKED),
    await scoreOf(blank, TICKED),
  ];
  const first = nth(kept, 0);
  for (const { score: points, pd, band, reasons, coverage } of kept) {
    expect({ points, pd, band, reasons }).toEqual({
      ...{ points: first.score, pd: first.pd, band: first.band, reasons: first.reasons },
    });
    expect(coverage).toEqual({
      withheld: [WITHHELD],
      not_requested: [],
      missing: [],
      unavailable: [],
    });
    expect(reasons.map(({ code }) => code).filter((code) => REASONS.has(code))).toEqual([]);
  }
  expect(first.reasons.length).toBeGreaterThan(0);
});

/** Codes of reasons that only the withheld cluster can give, of its values or of their absence. */
const REASONS: ReadonlySet<string> = new Set(
  testEnvironment()
    .models.person.features.filter(({ clusters }) => clusters.includes(WITHHELD))
    .flatMap(({ reasonCode, missingReasonCode }) => [reasonCode, missingReasonCode]),
);

/** Three people of one history, but that they repaid as three others did, or not at all. */
async function threeAlikeBut(
  provider: TestTenant,
): Promise<[TestSubject, TestSubject, TestSubject]> {
  const rows = shopperRows(0, PEOPLE, unique('w')) as Row[];
  const references = [...new Set(rows.map(({ reference }) => reference))];
  const of = (reference: string) => rows.filter((row) => row.reference === reference);
  const lateness = (reference: string) =>
    JSON.stringify(of(reference).find(({ cluster }) => cluster === WITHHELD)?.data ?? '');
  const [model, ...others] = references;
  const other = others.find((one) => lateness(one) !== '""' && lateness(one).length > 500);
  if (!model || !other) throw new Error('nobody of the sample has repaid');
  const alike = (name: string, repaidAs: string | undefined) => {
    const who = { reference: unique(name), email: `${unique(name)}@mail.invalid` };
    const repaid = of(repaidAs ?? '').filter(({ cluster }) => cluster === WITHHELD);
    const rest = of(model).filter(({ cluster }) => cluster !== WITHHELD);
    return { who, rows: [...rest, ...repaid].map((row) => ({ ...row, ...who })) };
  };
  const three = [alike('punctual', model), alike('late', other), alike('blank', undefined)];
  await importRows(
    provider,
    'person',
    three.flatMap((one) => one.rows),
  );
  return [nth(three, 0).who, nth(three, 1).who, nth(three, 2).who];
}

/** Simulated people to choose from. */
const PEOPLE = 12;
