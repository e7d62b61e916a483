import type { Written } from './check-names.js';
import type { PolicyFault } from './graph.js';

/** Faults of reading; what a text comes to is for the cases to say. */
const UNREADABLE = ['lexerError', 'parserError', 'compilerError'];

/**
 * Has the engine read every text of a policy: its own reader of a table's tests knows less than
 * ours (no `or` in brackets, for one), and where it cannot read a cell it passes over the rule
 * without a word.
 */
export async function unreadable(written: readonly Written[]): Promise<PolicyFault | undefined> {
  const { evaluateExpressionSync, evaluateUnaryExpressionSync } =
    await import('@gorules/zen-engine');
  const known = new Set<string>();
  for (const { path, text, as } of written) {
    if (known.has(`${as} ${text}`)) continue;
    known.add(`${as} ${text}`);
    try {
      if (as === 'test') evaluateUnaryExpressionSync(text, { $: null });
      else evaluateExpressionSync(text, {});
    } catch (thrown) {
      if (isUnreadable(thrown))
        return { path, detail: 'the engine cannot read this; try a column without a field' };
    }
  }
  return undefined;
}

function isUnreadable(thrown: unknown): boolean {
  // Made by native code, which may know another Error than ours.
  const { message } = thrown as { readonly message?: unknown };
  return (
    typeof message === 'string' &&
    UNREADABLE.some((type) => message.startsWith(`{"type":"${type}"`))
  );
}
