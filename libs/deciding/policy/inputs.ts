/** What an expression may stand for. */
export type ValueType = 'number' | 'text' | 'boolean' | 'list' | 'null' | 'any';

/**
 * All that a policy may look at, by name: what the recipient sees of a score, and what it knows of
 * the application. Nothing of the person beside these can be named, so nothing that the law
 * prohibits can be.
 */
export const POLICY_INPUTS = {
  status: 'text',
  score: 'number',
  pd: 'number',
  band: 'text',
  flags: 'list',
  reason_codes: 'list',
  withheld: 'list',
  not_requested: 'list',
  missing: 'list',
  unavailable: 'list',
  amount_minor: 'number',
  currency: 'text',
  requested_term_months: 'number',
  product: 'text',
} as const satisfies Readonly<Record<string, ValueType>>;

/** What a policy decides about. Numbers and band are null where the status gives none. */
export interface PolicyInput {
  readonly status: 'scored' | 'not_scorable' | 'in_default';
  readonly score: number | null;
  /** Probability in (0, 1). */
  readonly pd: number | null;
  readonly band: string | null;
  readonly flags: readonly string[];
  /** The score's reasons, the costliest first. */
  readonly reason_codes: readonly string[];
  /** Clusters by what became of them. */
  readonly withheld: readonly string[];
  readonly not_requested: readonly string[];
  readonly missing: readonly string[];
  readonly unavailable: readonly string[];
  readonly amount_minor: number;
  readonly currency: string;
  readonly requested_term_months: number | null;
  readonly product: string;
}

/** What an expression may name, and what `$` stands for in a cell of a table. */
export interface Names {
  readonly types: ReadonlyMap<string, ValueType>;
  readonly self?: ValueType | undefined;
}
