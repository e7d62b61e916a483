/** One fault of an input: where it is, and what rule it breaks. */
export type InputFault = {
  /** The rule, as a code. */
  readonly code: string;
  /** What would be right; never the value itself. */
  readonly detail: string;
} & ({ readonly pointer: string } | { readonly parameter: string });

/** What a refusal carries besides its status and code. */
export interface RefusedExtras {
  /** What the error says beside its code. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly InputFault[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal on its way to the edge, where it becomes a problem or a page. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly extras: RefusedExtras = {},
  ) {
    super(code);
  }
}

/**
 * Turns a refusal of the domain into one of HTTP; `throw` it.
 *
 * @param statuses a status for each code of the union: `{…} satisfies Record<Code, number>`
 */
export function refusal<E extends { readonly code: string }>(
  statuses: Readonly<Record<E['code'], number>>,
  error: E,
): Refused {
  const { code, ...details } = error;
  const status = statuses[code as E['code']];
  return new Refused(status, code, Object.keys(details).length > 0 ? { details } : {});
}
