import type { ZenDecision, ZenEngine } from '@gorules/zen-engine';
import { err, ok, type Result } from '#kernel';
import type { PolicyInput } from './inputs.js';
import { OUTCOME_NAMES, PolicyOutcome } from './outcome.js';
import type { Policy } from './shape.js';

/** A policy answers within this or not at all: wide, as the usual is a fraction of a millisecond. */
const DEADLINE_MS = 2_000;
/** A policy of policies there is not. */
const DEPTH_MAX = 1;

/** Why a policy gave no answer to an input. */
interface NoAnswer {
  readonly path: string;
  readonly detail: string;
}

/** A policy made ready to answer. */
export interface PolicyRunner {
  /** The same input gives the same outcome, whenever and wherever it is asked. */
  run(input: PolicyInput): Promise<Result<PolicyOutcome, NoAnswer>>;
}

let engine: Promise<ZenEngine> | undefined;

/** Native code, so it is loaded by who decides and by nobody else. It has no loader and no network. */
async function loadEngine(): Promise<ZenEngine> {
  const { ZenEngine } = await import('@gorules/zen-engine');
  return new ZenEngine();
}

/** Compiles a checked policy. */
export async function policyRunner(policy: Policy): Promise<PolicyRunner> {
  engine ??= loadEngine();
  const decision = (await engine).createDecision({ ...policy.graph });
  decision.validate();
  return { run: (input) => run(decision, input) };
}

async function run(
  decision: ZenDecision,
  input: PolicyInput,
): Promise<Result<PolicyOutcome, NoAnswer>> {
  const answer = await withinDeadline(
    decision.safeEvaluate(input, { trace: false, maxDepth: DEPTH_MAX }),
  ).catch((error: unknown) => ({ success: false as const, error }));
  if (answer === undefined) return err({ path: '', detail: 'took longer than it may' });
  if (!answer.success) return err({ path: 'graph', detail: faultOf(answer.error) });
  const result: unknown = answer.data.result;
  const given = typeof result === 'object' && result !== null ? Object.entries(result) : [];
  const outcome = PolicyOutcome.safeParse(
    // An empty cell says nothing of its column.
    Object.fromEntries(
      given.filter(([name, value]) => OUTCOME_NAMES.includes(name) && value !== null),
    ),
  );
  if (outcome.success) return ok(outcome.data);
  const [issue] = outcome.error.issues;
  return err({ path: issue?.path.join('.') ?? '', detail: issue?.message ?? 'is no outcome' });
}

async function withinDeadline<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Which node failed, and at what; never a value that it was given. */
function faultOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'the rules failed';
  const { nodeId, source } = error as { readonly nodeId?: unknown; readonly source?: unknown };
  const node = typeof nodeId === 'string' ? `in ${nodeId}: ` : '';
  return typeof source === 'string' ? `${node}${source}` : `${node}the rules failed`;
}
