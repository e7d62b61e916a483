import { logIn, must, type TestTenant } from './basics.js';
import { type Answer, call } from './http.js';
import { hireStaff } from './staff.js';

/** A member of a tenant's risk team, signed in. */
export interface RiskOfficer {
  readonly staffId: string;
  readonly token: string;
}

const teams = new Map<string, Promise<readonly [RiskOfficer, RiskOfficer]>>();

/** The two of a tenant's risk team, hired once: one proposes, the other approves. */
export function riskTeam({ slug }: TestTenant): Promise<readonly [RiskOfficer, RiskOfficer]> {
  const team = teams.get(slug) ?? Promise.all([hireOfficer(slug), hireOfficer(slug)]);
  teams.set(slug, team);
  return team;
}

async function hireOfficer(slug: string): Promise<RiskOfficer> {
  const { staffId, email, password } = await hireStaff(slug, 'risk');
  return { staffId, token: await logIn({ email, password }) };
}

/** The mode of a tenant's key, which staff name in words. */
export const modeOf = ({ key }: TestTenant): string =>
  key.startsWith('assay_test_') ? 'test' : 'live';

/** What is asked of `POST /v1/staff/deployment-proposals`, the mode left out. */
export type Plan = Readonly<Record<string, unknown>>;

/** One of the team proposes. */
export async function propose(
  tenant: TestTenant,
  plan: Plan,
): Promise<Answer<{ readonly proposal_id: string }>> {
  const [first] = await riskTeam(tenant);
  const body = { mode: modeOf(tenant), ...plan };
  return call(first.token, '/v1/staff/deployment-proposals', { body });
}

/** The other approves. */
export async function approve(
  tenant: TestTenant,
  proposalId: string,
): Promise<Answer<{ readonly version: number }>> {
  const [, second] = await riskTeam(tenant);
  const path = `/v1/staff/deployment-proposals/${proposalId}/approval`;
  return call(second.token, path, { body: { mode: modeOf(tenant) } });
}

/** Both, one after the other; gives the version that is in force then. */
export async function deploy(tenant: TestTenant, plan: Plan): Promise<number> {
  const { proposal_id: proposalId } = must(await propose(tenant, plan), 201);
  return must(await approve(tenant, proposalId), 201).version;
}

/** One of the team goes back from a version. */
export async function rollBack(
  tenant: TestTenant,
  version: number,
  kind = 'person',
): Promise<Answer<{ readonly version: number }>> {
  const [first] = await riskTeam(tenant);
  const body = { mode: modeOf(tenant), kind, version };
  return call(first.token, '/v1/staff/deployments/rollback', { body });
}
