import { examplePolicy } from '../../apps/api/deciding/example-policy.js';
import { must, type TestTenant } from '../support/basics.js';
import { riskTeam } from '../support/deploy.js';
import { call } from '../support/http.js';

/** Two members of a tenant's staff who may deploy policies together. */
export interface PolicyDesk {
  readonly first: string;
  readonly second: string;
  /** The first proposes; gives the proposal's id. */
  propose(sha256: string): Promise<string>;
  /** The first proposes, the second approves; gives the version. */
  deploy(sha256: string): Promise<number>;
}

/** The two of a tenant's risk team, who deploy its policies in a mode. */
export async function policyDesk(
  tenant: TestTenant,
  mode: 'live' | 'test' = 'live',
): Promise<PolicyDesk> {
  const [{ token: first }, { token: second }] = await riskTeam(tenant);
  const propose = async (sha256: string): Promise<string> => {
    const body = { mode, sha256 };
    const answer = await call<{ proposal_id: string }>(first, PROPOSALS, { body });
    return must(answer, 201).proposal_id;
  };
  const deploy = async (sha256: string): Promise<number> => {
    const path = `${PROPOSALS}/${await propose(sha256)}/approval`;
    return must(await call<{ version: number }>(second, path, { body: { mode } }), 201).version;
  };
  return { first, second, propose, deploy };
}

/** Where proposals are made. */
export const PROPOSALS = '/v1/staff/policy-proposals';

/** Brings a policy whose last case has a name, so that its hash is the test's own. */
export async function bringPolicy(
  key: string,
  { product = 'standard', tests }: { readonly product?: string; readonly tests: string },
  policy: object = examplePolicy(),
): Promise<string> {
  const [first, ...rest] = (policy as { tests: readonly object[] }).tests;
  const own = { ...policy, product, tests: [...rest, { ...first, name: tests }] };
  const body = { name: 'Test policy', policy: own };
  return must(await call<{ sha256: string }>(key, '/v1/policies', { body }), 201).sha256;
}

/** The example, made to refer whoever has a score. */
export function referringAll(): object {
  const policy = examplePolicy();
  const [, node] = policy.graph.nodes;
  const rules = node?.content?.rules ?? [];
  const reasons = '["residence-unverified"]';
  const refer = { status: '', pd: '', decision: '"refer"', apr: '', reasons };
  rules.splice(2, rules.length, refer);
  const [good, ...others] = policy.tests;
  const expected = { decision: 'refer', reasons: ['residence-unverified'] };
  return { ...policy, tests: [{ ...good, expected }, ...others] };
}
