import { canonicalJson } from '#kernel';
import { instantOfId } from '#adapters/database';
import type { HandledEvent } from '#audit';

/** The events that an endpoint may be told of: each stands in the tenant's own audit log. */
export const TOLD_EVENTS = [
  'consent.granted',
  'consent.withdrawn',
  'consent.expired',
  'consent.lapsed',
  'score_request.completed',
  'job.finished',
  'job.failed',
] as const;

/** One of them. */
export type ToldEvent = (typeof TOLD_EVENTS)[number];

/** What an endpoint is sent to try it out. */
export const TEST_EVENT = 'webhook_endpoint.tested';

/** What a body says of an event. */
export type ToldFacts = Pick<HandledEvent, 'id' | 'action'> & {
  readonly mode: HandledEvent['cell']['mode'];
  readonly payload: Pick<HandledEvent['payload'], 'resource' | 'subject_id' | 'consent_id'>;
};

/** What is sent of an event: its type, when, and of what by ids; what it is, the receiver asks. */
export function bodyOf({ id, action, mode, payload }: ToldFacts): string {
  const { resource, subject_id: subjectId, consent_id: consentId } = payload;
  return canonicalJson({
    type: action,
    timestamp: instantOfId(id).toISOString(),
    data: {
      event_id: id,
      mode,
      ...(subjectId === undefined ? {} : { subject_id: subjectId }),
      ...(consentId === undefined ? {} : { consent_id: consentId }),
      [`${resource.kind}_id`]: resource.id,
    },
  });
}
