import type { ApiClient } from './api-client.js';
import type { RiskTeam } from './risk-team.js';
import { SAMPLE_POLICY } from './sample-policy.js';

/** What the lender decided, as the api tells it. */
export interface DecisionState {
  readonly decision_id: string;
  readonly decision: string;
  readonly limit_minor: number | null;
  readonly apr_bps: number | null;
  readonly principal_reasons: readonly { readonly from: string; readonly code: string }[];
}

/** The lender brings its policy, and two of its risk team put it into force. */
export async function deployPolicy(lender: ApiClient, [first, second]: RiskTeam): Promise<void> {
  const body = { name: 'Instalments', policy: SAMPLE_POLICY };
  const { sha256 } = await lender.post<{ sha256: string }>('/v1/policies', body);
  const path = '/v1/staff/policy-proposals';
  const mode = 'test';
  const { proposal_id: id } = await first.post<{ proposal_id: string }>(path, { mode, sha256 });
  await second.post(`${path}/${id}/approval`, { mode });
}

/** The lender decides an application by its policy. */
export async function decideBy(
  lender: ApiClient,
  applicationId: string,
  scoreId: string,
): Promise<DecisionState> {
  const path = `/v1/applications/${applicationId}/decisions`;
  return lender.post<DecisionState>(path, { score_id: scoreId });
}

/** What was decided, in a line, and where its notice is read. */
export function decisionLines(apiUrl: string, decision: DecisionState): string[] {
  const { decision: what, apr_bps: rate, principal_reasons: reasons } = decision;
  const terms = rate === null ? '' : ` at ${(rate / 100).toFixed(2)} % a year`;
  const why = reasons.map(({ code }) => code).join(', ');
  return [
    `  the lender’s policy says ${what}${terms}${why === '' ? '' : ` (${why})`}`,
    `  its notice ${apiUrl}/v1/decisions/${decision.decision_id}/notice?language=en (lender’s key)`,
  ];
}
