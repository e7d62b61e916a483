import { canonicalJson, err, invariant, type Json, ok, type Result } from '#kernel';
import { REASON_CODES } from '#score-engine';
import type { Found } from './check-names.js';
import type { PolicyInput } from './inputs.js';
import type { PolicyOutcome } from './outcome.js';
import type { PolicyRunner } from './runner.js';
import type { Policy, PolicyTest } from './shape.js';

/** Inputs of the sweep beside the policy's own cases. */
const SWEPT = 400;
const STATUSES = ['scored', 'not_scorable', 'in_default'] as const;

/** Where a policy misses one of its own cases, or leaves an application without an answer. */
export interface TestFault {
  readonly code: 'policy-test-missed' | 'policy-leaves-open';
  readonly path: string;
  readonly detail: string;
}

/** Holds a policy to its own cases, and then to inputs round every number that it names. */
export async function holdToTests(
  policy: Policy,
  runner: PolicyRunner,
  found: Found,
): Promise<Result<number, TestFault>> {
  const seen = new Set(policy.tests.map(({ input }) => input.status ?? 'scored'));
  const unseen = STATUSES.find((status) => !seen.has(status));
  if (unseen !== undefined)
    return err({ code: 'policy-test-missed', path: 'tests', detail: `none is ${unseen}` });
  for (const [at, test] of policy.tests.entries()) {
    const missed = await missedBy(runner, test, policy.product);
    if (missed)
      return err({
        code: 'policy-test-missed',
        path: `tests.${String(at)}.expected${missed.field === '' ? '' : `.${missed.field}`}`,
        detail: `${test.name}: ${missed.detail}`,
      });
  }
  for (const input of sweep(policy.product, found)) {
    const open = openTo(input, await runner.run(input));
    if (open !== undefined)
      return err({
        code: 'policy-leaves-open',
        path: 'graph',
        detail: `${open} for ${canonicalJson({ ...input })}`,
      });
  }
  return ok(policy.tests.length);
}

/** The input of a case: what it leaves out is as of an ordinary application. */
function testInput({ input }: PolicyTest, product: string): PolicyInput {
  const { status = 'scored', ...said } = input;
  const number = status === 'scored' ? SCORED : UNSCORED;
  const given = Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as Partial<PolicyInput>;
  return { ...ORDINARY, ...number, ...given, status, product };
}

const SCORED = { score: 600, pd: 0.02, band: 'C' };
const UNSCORED = { score: null, pd: null, band: null };
const ORDINARY = {
  flags: [],
  reason_codes: [],
  withheld: [],
  not_requested: [],
  missing: [],
  unavailable: [],
  amount_minor: 100_000,
  currency: 'CNY',
  requested_term_months: null,
};

async function missedBy(
  runner: PolicyRunner,
  test: PolicyTest,
  product: string,
): Promise<{ readonly field: string; readonly detail: string } | undefined> {
  const answer = await runner.run(testInput(test, product));
  if (!answer.ok) return { field: answer.error.path, detail: answer.error.detail };
  const expected: Readonly<Record<string, unknown>> = test.expected;
  const got: Readonly<Record<string, unknown>> = answer.value;
  const field = [...new Set([...Object.keys(expected), ...Object.keys(got)])].find(
    (name) => said(expected[name]) !== said(got[name]),
  );
  if (field === undefined) return undefined;
  return { field, detail: `expected ${said(expected[field])}, got ${said(got[field])}` };
}

const said = (value: unknown): string =>
  value === undefined ? 'nothing' : canonicalJson(value as Json);

/** What is missing from an answer: it, or any reason why somebody was not simply accepted. */
function openTo(
  { status }: PolicyInput,
  answer: Result<PolicyOutcome, { readonly path: string; readonly detail: string }>,
): string | undefined {
  if (!answer.ok) {
    const { path, detail } = answer.error;
    return path === '' ? detail : `${path}: ${detail}`;
  }
  const { decision, reasons = [], score_counted: counted = true } = answer.value;
  if (decision === 'accept') return undefined;
  if (reasons.length > 0 || (counted && status === 'scored')) return undefined;
  return `${decision} without a reason`;
}

/** Inputs at, below and above every number that the policy names, by a fixed sequence. */
function* sweep(product: string, { numbers, texts }: Found): Generator<PolicyInput> {
  const near = [...numbers].flatMap((number) => [number, number * 0.999, number * 1.001]);
  const whole = (least: number, most: number) =>
    near.filter((one) => one >= least && one < most).map(Math.round);
  const pds = [0.0003, 0.02, 0.15, 0.5, 0.9997, ...near.filter((one) => one > 0 && one < 1)];
  const scores = [300, 500, 620, 850, ...whole(1, 2000)];
  const amounts = [1, 100_000, 1_250_000, 1e9, ...whole(1, 1e12)];
  const terms = [null, 1, 12, 36, ...whole(1, 600)];
  const codes = REASON_CODES.map(({ code }) => code);
  const next = sequence();
  const pick = <T>(from: readonly T[]): T => {
    const one = from[next() % from.length];
    invariant(one !== undefined, 'a place within the list');
    return one;
  };
  const some = (): string[] => [...texts].filter(() => next() % 4 === 0);
  for (let n = 0; n < SWEPT; n++) {
    const status = STATUSES[n % 4] ?? 'scored';
    const scored = {
      score: pick(scores),
      pd: pick(pds),
      band: pick(['A', 'B', 'C', 'D', 'E', 'F', 'G']),
    };
    yield {
      ...(status === 'scored' ? scored : UNSCORED),
      ...{ status, product, flags: some(), unavailable: [] },
      reason_codes: status === 'scored' ? [pick(codes), ...some()] : [],
      ...{ withheld: some(), not_requested: some(), missing: some() },
      amount_minor: pick(amounts),
      currency: pick(['CNY', 'USD', 'EUR']),
      requested_term_months: pick(terms),
    };
  }
}

/** A fixed sequence of numbers without a pattern that a policy could meet (xorshift). */
function sequence(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
