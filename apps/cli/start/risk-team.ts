import { ApiClient } from './api-client.js';
import { STAFF } from './seed.js';

/** The two of an institution's risk team, signed in: one proposes, the other approves. */
export type RiskTeam = readonly [ApiClient, ApiClient];

/** Signs the sample risk team of an institution in, both at once. */
export async function signInTeam(
  apiUrl: string,
  tenant: string,
  password: string,
): Promise<RiskTeam> {
  const stranger = new ApiClient(apiUrl, undefined);
  const [first, second] = await Promise.all(
    STAFF.filter((one) => one.role === 'risk' && one.tenant === tenant).map(async ({ email }) => {
      const body = { email, password };
      const { token } = await stranger.post<{ token: string }>('/v1/staff/sessions', body);
      return new ApiClient(apiUrl, token);
    }),
  );
  if (!first || !second) throw new Error('A sample risk team is two');
  return [first, second];
}

/** Two of the team bring a model into force, for sample data, which are test data. */
export async function deployBy([first, second]: RiskTeam, champion: string): Promise<void> {
  const path = '/v1/staff/deployment-proposals';
  const mode = 'test';
  const { proposal_id: id } = await first.post<{ proposal_id: string }>(path, { mode, champion });
  await second.post(`${path}/${id}/approval`, { mode });
}
