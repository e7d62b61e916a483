import { unique } from '../support/harness.js';
import type { Things } from './world.js';

/** Whose credentials an operation takes. */
export type By = 'key' | 'platform' | 'compliance' | 'risk' | 'nobody';

/** One operation as the sweep calls it. */
export interface Swept {
  readonly by: By;
  /** What its own ids are answered with. */
  readonly status: number;
  /** Path and query, with ids in place. */
  readonly path: (things: Things) => string;
  /** What stands in the place of the example's own members; a JSON body is sent only with this. */
  readonly body?: (things: Things, signIn: SignIn) => Readonly<Record<string, unknown>>;
  /** The body is the example of this content type, as it is. */
  readonly file?: string;
  /** Where there is no body, or the method is not POST. */
  readonly method?: string;
  /** Ids of the input that are of a tenant: another's must be answered as one that is not there. */
  readonly ids?: readonly (keyof Things)[];
  /** With what, where it is not 404. */
  readonly foreign?: Partial<Record<keyof Things, number>>;
}

/** An account that may sign in, and an institution besides the caller's. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly recipient: string;
  readonly provider: string;
}

const none = () => ({});
const events = (path: string, by: By): Swept => ({
  by,
  status: 200,
  path: ({ subjectId, consentId }) => `${path}?subject=${subjectId}&consent=${consentId}`,
  // A filter finds nothing of another's, as it finds nothing of what is not there.
  ids: ['subjectId', 'consentId'],
  foreign: { subjectId: 200, consentId: 200 },
});
const staffEvents = (path: string): Swept => ({
  by: 'compliance',
  status: 200,
  path: ({ slug, consentId }) => `${path}?tenant=${slug}&consent=${consentId}`,
  ids: ['slug', 'consentId'],
  foreign: { consentId: 200 },
});

const ofDecision = (part: string): Readonly<Record<string, Swept>> => ({
  [`GET /v1/decisions/{decision_id}${part}`]: {
    by: 'key',
    status: 200,
    path: ({ decisionId }) => `/v1/decisions/${decisionId}${part}`,
    ids: ['decisionId'],
  },
});

/** Every operation of the api. */
export const SWEEP: Readonly<Record<string, Swept>> = {
  'GET /healthz': { by: 'nobody', status: 200, path: () => '/healthz' },
  'GET /readyz': { by: 'nobody', status: 200, path: () => '/readyz' },
  'POST /v1/staff/sessions': {
    by: 'nobody',
    status: 201,
    path: () => '/v1/staff/sessions',
    body: (_, { email, password }) => ({ email, password }),
  },
  'POST /v1/platform/tenants': {
    by: 'platform',
    status: 201,
    path: () => '/v1/platform/tenants',
    body: () => ({ slug: unique('t') }),
  },
  'GET /v1/platform/tenants': {
    by: 'platform',
    status: 200,
    path: () => '/v1/platform/tenants?limit=2',
  },
  'POST /v1/platform/tenants/{slug}/keys': {
    by: 'platform',
    status: 201,
    path: ({ slug }) => `/v1/platform/tenants/${slug}/keys`,
    body: none,
  },
  'GET /v1/platform/tenants/{slug}/keys': {
    by: 'platform',
    status: 200,
    path: ({ slug }) => `/v1/platform/tenants/${slug}/keys`,
  },
  'POST /v1/platform/keys/{key_id}/rotation': {
    by: 'platform',
    status: 201,
    path: ({ keyId }) => `/v1/platform/keys/${keyId}/rotation`,
    method: 'POST',
  },
  'DELETE /v1/platform/keys/{key_id}': {
    by: 'platform',
    status: 204,
    path: ({ keyId }) => `/v1/platform/keys/${keyId}`,
    method: 'DELETE',
  },
  'POST /v1/platform/staff': {
    by: 'platform',
    status: 201,
    path: () => '/v1/platform/staff',
    body: ({ slug }) => ({ email: `${unique('staff')}@mail.invalid`, tenant: slug }),
  },
  'POST /v1/subjects': {
    by: 'key',
    status: 201,
    path: () => '/v1/subjects',
    body: () => ({ reference: unique('subject') }),
  },
  'GET /v1/subjects': {
    by: 'key',
    status: 200,
    path: ({ reference }) => `/v1/subjects?reference=${reference}`,
    ids: ['reference'],
  },
  'GET /v1/subjects/{id}': {
    by: 'key',
    status: 200,
    path: ({ subjectId }) => `/v1/subjects/${subjectId}`,
    ids: ['subjectId'],
  },
  'PUT /v1/subjects/{id}/basis': {
    by: 'key',
    status: 200,
    path: ({ subjectId }) => `/v1/subjects/${subjectId}/basis`,
    body: none,
    method: 'PUT',
    ids: ['subjectId'],
  },
  'POST /v1/subjects/{id}/objection': {
    by: 'key',
    status: 200,
    path: ({ subjectId }) => `/v1/subjects/${subjectId}/objection`,
    method: 'POST',
    ids: ['subjectId'],
  },
  'POST /v1/imports': {
    by: 'key',
    status: 202,
    path: () => '/v1/imports?kind=person&as_of=2026-11-01T00%3A00%3A00Z',
    file: 'application/x-ndjson',
  },
  'GET /v1/imports/{id}': {
    by: 'key',
    status: 200,
    path: ({ importId }) => `/v1/imports/${importId}`,
    ids: ['importId'],
  },
  'POST /v1/applications': {
    by: 'key',
    status: 201,
    path: () => '/v1/applications',
    body: ({ subjectId }) => ({ subject_id: subjectId, reference: unique('application') }),
    ids: ['subjectId'],
  },
  'GET /v1/applications/{application_id}': {
    by: 'key',
    status: 200,
    path: ({ applicationId }) => `/v1/applications/${applicationId}`,
    ids: ['applicationId'],
  },
  'POST /v1/consent-requests': {
    by: 'key',
    status: 201,
    path: () => '/v1/consent-requests',
    body: ({ applicationId }, { provider }) => ({ application_id: applicationId, provider }),
    ids: ['applicationId'],
  },
  'GET /v1/consent-requests/{consent_id}': {
    by: 'key',
    status: 200,
    path: ({ consentId }) => `/v1/consent-requests/${consentId}`,
    ids: ['consentId'],
  },
  'POST /v1/models': {
    by: 'key',
    status: 201,
    path: () => '/v1/models',
    body: none,
  },
  'GET /v1/models': { by: 'key', status: 200, path: () => '/v1/models' },
  'GET /v1/models/{sha256}': {
    by: 'key',
    status: 200,
    path: ({ sha256 }) => `/v1/models/${sha256}`,
    ids: ['sha256'],
  },
  'GET /v1/models/{sha256}/card': {
    by: 'key',
    status: 200,
    path: ({ sha256 }) => `/v1/models/${sha256}/card`,
    ids: ['sha256'],
  },
  'POST /v1/models/{sha256}/calibrations': {
    by: 'key',
    // Too few of its few subjects went bad: the answer to whoever owns the model.
    status: 409,
    path: ({ sha256 }) => `/v1/models/${sha256}/calibrations`,
    body: none,
    ids: ['sha256'],
  },
  'POST /v1/models/{sha256}/licences': {
    by: 'key',
    status: 201,
    path: ({ sha256 }) => `/v1/models/${sha256}/licences`,
    body: (_, { recipient }) => ({ recipient }),
    ids: ['sha256'],
  },
  'POST /v1/scores': {
    by: 'key',
    status: 201,
    path: () => '/v1/scores',
    body: ({ consentId, applicationId }) => ({
      consent_id: consentId,
      application_id: applicationId,
      // However busy the machine is.
      deadline_ms: 30_000,
    }),
    ids: ['consentId', 'applicationId'],
    // The consent is the caller's and about another application, whosever that is, or nobody's.
    foreign: { applicationId: 403 },
  },
  'GET /v1/score-requests/{score_request_id}': {
    by: 'key',
    status: 200,
    path: ({ scoreRequestId }) => `/v1/score-requests/${scoreRequestId}`,
    ids: ['scoreRequestId'],
  },
  'GET /v1/scores/{score_id}': {
    by: 'key',
    status: 200,
    path: ({ scoreId }) => `/v1/scores/${scoreId}`,
    ids: ['scoreId'],
  },
  'POST /v1/scores/{score_id}/replay': {
    by: 'key',
    status: 200,
    path: ({ scoreId }) => `/v1/scores/${scoreId}/replay`,
    method: 'POST',
    ids: ['scoreId'],
  },
  'GET /v1/consents/{consent_id}/scores.csv': {
    by: 'key',
    status: 200,
    path: ({ consentId }) => `/v1/consents/${consentId}/scores.csv`,
    ids: ['consentId'],
  },
  'POST /v1/webhook-endpoints': {
    by: 'key',
    status: 201,
    path: () => '/v1/webhook-endpoints',
    // Nobody listens there.
    body: () => ({ url: 'http://127.0.0.1:9/' }),
  },
  'GET /v1/webhook-endpoints': { by: 'key', status: 200, path: () => '/v1/webhook-endpoints' },
  'POST /v1/webhook-endpoints/{endpoint_id}/rotate-secret': {
    by: 'key',
    status: 200,
    path: ({ endpointId }) => `/v1/webhook-endpoints/${endpointId}/rotate-secret`,
    method: 'POST',
    ids: ['endpointId'],
  },
  'POST /v1/webhook-endpoints/{endpoint_id}/test': {
    by: 'key',
    status: 202,
    path: ({ endpointId }) => `/v1/webhook-endpoints/${endpointId}/test`,
    method: 'POST',
    ids: ['endpointId'],
  },
  'GET /v1/webhook-endpoints/{endpoint_id}/deliveries': {
    by: 'key',
    status: 200,
    path: ({ endpointId }) => `/v1/webhook-endpoints/${endpointId}/deliveries`,
    ids: ['endpointId'],
  },
  'POST /v1/webhook-deliveries/{delivery_id}/retry': {
    by: 'key',
    status: 202,
    path: ({ deliveryId }) => `/v1/webhook-deliveries/${deliveryId}/retry`,
    method: 'POST',
    ids: ['deliveryId'],
  },
  'DELETE /v1/webhook-endpoints/{endpoint_id}': {
    by: 'key',
    status: 204,
    path: ({ endpointId }) => `/v1/webhook-endpoints/${endpointId}`,
    method: 'DELETE',
    ids: ['endpointId'],
  },
  'POST /v1/jobs': { by: 'key', status: 202, path: () => '/v1/jobs', body: none },
  'GET /v1/jobs/{job_id}': {
    by: 'key',
    status: 200,
    path: ({ jobId }) => `/v1/jobs/${jobId}`,
    ids: ['jobId'],
  },
  'GET /v1/jobs/{job_id}/results.csv': {
    by: 'key',
    status: 200,
    path: ({ jobId }) => `/v1/jobs/${jobId}/results.csv`,
    ids: ['jobId'],
  },
  'POST /v1/policies': { by: 'key', status: 201, path: () => '/v1/policies', body: none },
  'GET /v1/policies': { by: 'key', status: 200, path: () => '/v1/policies' },
  'GET /v1/policies/{sha256}': {
    by: 'key',
    status: 200,
    path: ({ policySha256 }) => `/v1/policies/${policySha256}`,
    ids: ['policySha256'],
  },
  'POST /v1/staff/policy-proposals': {
    by: 'risk',
    status: 201,
    path: () => '/v1/staff/policy-proposals',
    body: ({ policySha256 }) => ({ sha256: policySha256 }),
    ids: ['policySha256'],
  },
  'POST /v1/staff/policy-proposals/{proposal_id}/approval': {
    by: 'risk',
    status: 201,
    path: ({ policyProposalId }) => `/v1/staff/policy-proposals/${policyProposalId}/approval`,
    body: none,
    ids: ['policyProposalId'],
  },
  'POST /v1/staff/policy-rollbacks': {
    by: 'risk',
    status: 201,
    path: () => '/v1/staff/policy-rollbacks',
    body: none,
  },
  'GET /v1/staff/policy-deployments': {
    by: 'risk',
    status: 200,
    path: () => '/v1/staff/policy-deployments?mode=live&product=standard',
  },
  'POST /v1/applications/{application_id}/decisions': {
    by: 'key',
    status: 201,
    path: ({ applicationId }) => `/v1/applications/${applicationId}/decisions`,
    body: ({ scoreId }) => ({ score_id: scoreId }),
    ids: ['applicationId', 'scoreId'],
  },
  'POST /v1/staff/decisions/{decision_id}/resolve': {
    by: 'risk',
    status: 201,
    path: ({ decisionId }) => `/v1/staff/decisions/${decisionId}/resolve`,
    body: none,
    ids: ['decisionId'],
  },
  ...ofDecision(''),
  ...ofDecision('/replay'),
  ...ofDecision('/notice'),
  ...ofDecision('/notice.html'),
  'GET /v1/audit/events': events('/v1/audit/events', 'key'),
  'GET /v1/audit/events.csv': events('/v1/audit/events.csv', 'key'),
  'GET /v1/staff/deployments': {
    by: 'risk',
    status: 200,
    path: () => '/v1/staff/deployments?kind=person',
  },
  'POST /v1/staff/deployment-proposals': {
    by: 'risk',
    status: 201,
    path: () => '/v1/staff/deployment-proposals',
    body: ({ sha256 }) => ({ champion: sha256 }),
    ids: ['sha256'],
  },
  'POST /v1/staff/deployment-proposals/{proposal_id}/approval': {
    by: 'risk',
    status: 201,
    path: ({ proposalId }) => `/v1/staff/deployment-proposals/${proposalId}/approval`,
    body: none,
    ids: ['proposalId'],
  },
  'POST /v1/staff/deployments/rollback': {
    by: 'risk',
    status: 201,
    path: () => '/v1/staff/deployments/rollback',
    // Two were deployed in each world; the approval above made the third.
    body: () => ({ version: 3 }),
  },
  'GET /v1/staff/deployments/shadows': {
    by: 'risk',
    status: 200,
    path: () => '/v1/staff/deployments/shadows?kind=person&version=1',
  },
  'GET /v1/staff/audit/events': staffEvents('/v1/staff/audit/events'),
  'GET /v1/staff/audit/events.csv': staffEvents('/v1/staff/audit/events.csv'),
};
