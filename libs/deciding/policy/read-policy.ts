import { canonicalJson, err, type Json, ok, type Result } from '#kernel';
import { checkNames } from './check-names.js';
import { unreadable } from './compiles.js';
import { holdToTests, type TestFault } from './hold-to-tests.js';
import { policyRunner, type PolicyRunner } from './runner.js';
import { type Policy, PolicyShape } from './shape.js';

/** The canonical text of a policy. */
export const POLICY_BYTES_MAX = 256 * 1024;

/** Why a policy is not accepted, in the order in which it is checked. */
export type PolicyRefusal =
  | { readonly code: 'policy-too-large'; readonly path: string; readonly detail: string }
  | { readonly code: 'policy-unsound'; readonly path: string; readonly detail: string }
  | TestFault;

/** A policy that was checked, its canonical text, and what answers by it. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly body: string;
  readonly runner: PolicyRunner;
}

/** Reads an untrusted policy: size, shape, graph, every expression, its own cases, every way out. */
export async function readPolicy(json: unknown): Promise<Result<ReadPolicy, PolicyRefusal>> {
  const shaped = PolicyShape.safeParse(json);
  if (!shaped.success) {
    const [issue] = shaped.error.issues;
    return unsound(issue?.path.join('.') ?? '', issue?.message ?? 'is no policy');
  }
  const policy = shaped.data;
  const body = canonicalJson(policy as unknown as Json);
  if (Buffer.byteLength(body) > POLICY_BYTES_MAX)
    return err({
      code: 'policy-too-large',
      path: '',
      detail: `at most ${String(POLICY_BYTES_MAX)} bytes`,
    });
  const found = checkNames(policy);
  if ('path' in found) return unsound(found.path, found.detail);
  const fault = await unreadable(found.written);
  if (fault) return unsound(fault.path, fault.detail);
  const runner = await policyRunner(policy);
  const held = await holdToTests(policy, runner, found);
  return held.ok ? ok({ policy, body, runner }) : held;
}

/** A policy that was accepted before, ready to answer. */
export async function readyPolicy(body: string): Promise<PolicyRunner> {
  return policyRunner(PolicyShape.parse(JSON.parse(body)));
}

const unsound = (path: string, detail: string): Result<never, PolicyRefusal> =>
  err({ code: 'policy-unsound', path, detail });
