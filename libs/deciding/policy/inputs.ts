/** What an expression may stand for. */
export type ValueType = 'number' | 'text' | 'boolean' | 'list' | 'null' | 'any';

/** What is known of a value before there is one. */
export interface Value {
  readonly type: ValueType;
  /** A number lies within [-most, most]; of a list, each of its numbers. */
  readonly most: number;
  /** A number that is not 0 is at least so far from 0; 0 where that is not known. */
  readonly least: number;
}

/**
 * All that a policy may look at, by name: what the recipient sees of a score, and what it knows of
 * the application. Nothing of the person beside these can be named, so nothing that the law
 * prohibits can be.
 */
export const POLICY_INPUTS = {
  status: { type: 'text', most: 0, least: 0 },
  score: { type: 'number', most: 32_767, least: 1 },
  pd: { type: 'number', most: 1, least: 1e-4 },
  band: { type: 'text', most: 0, least: 0 },
  flags: { type: 'list', most: 0, least: 0 },
  reason_codes: { type: 'list', most: 0, least: 0 },
  withheld: { type: 'list', most: 0, least: 0 },
  not_requested: { type: 'list', most: 0, least: 0 },
  missing: { type: 'list', most: 0, least: 0 },
  unavailable: { type: 'list', most: 0, least: 0 },
  amount_minor: { type: 'number', most: Number.MAX_SAFE_INTEGER, least: 1 },
  currency: { type: 'text', most: 0, least: 0 },
  requested_term_months: { type: 'number', most: 600, least: 1 },
  product: { type: 'text', most: 0, least: 0 },
} as const satisfies Readonly<Record<string, Value>>;

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
  readonly values: ReadonlyMap<string, Value>;
  readonly self?: Value | undefined;
}
