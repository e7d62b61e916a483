import { invariant } from '#kernel';
import type { ConsentInForce, Usage } from './consent.js';
import {
  type ConsentOfStored,
  DATA_LIFE,
  type StoredAnswers,
  type StoredRefusal,
} from './decide-stored.js';
import {
  EXPIRED,
  firstRefusal,
  NOT_AUTHORISED,
  RECIPIENT,
  REVOKED,
  type Step,
} from './standing.js';
import { type ConsentState, transition } from './states.js';
import type { Cluster, Purpose } from './terms.js';
import { calendarWindow } from './window.js';

/** Why a reading is refused, in the order in which the reasons are checked. */
export type ReadRefusal =
  | { readonly code: 'consent-not-found' }
  | { readonly code: 'consent-revoked' }
  | { readonly code: 'consent-expired'; readonly endedAt: Date }
  | { readonly code: 'consent-consumed' }
  | { readonly code: 'consent-not-authorised' }
  | { readonly code: 'consent-purpose-mismatch'; readonly purpose: Purpose }
  | { readonly code: 'consent-application-mismatch' }
  | { readonly code: 'consent-scope'; readonly clusters: readonly string[] }
  | { readonly code: 'consent-frequency-exceeded'; readonly nextAt: Date };

/** What a recipient wants to read under a consent. */
export interface ConsentRead {
  readonly recipientTenantId: string;
  readonly purpose: Purpose;
  readonly applicationId: string;
  /** Clusters that the caller would read; each must have been asked for when consent was. */
  readonly clusters: readonly string[];
  /** The operation that reads: it alone may have a one-time answer again. */
  readonly operationId: string;
}

/** A reading of one consent; undefined when the provider has none of that id. */
export interface ReadCase {
  readonly consent: ConsentInForce | undefined;
  readonly read: ConsentRead;
}

/** Whether the data may be read now: what exactly, and what the consent's row then holds. */
export type Decision =
  | {
      readonly allowed: true;
      /** Exactly these may be read, in the order in which they were asked for. */
      readonly clusters: readonly Cluster[];
      /** Wanted and once asked for, but withheld by the borrower: never to be taken as missing. */
      readonly withheld: readonly Cluster[];
      readonly nextStatus: ConsentState;
      readonly nextUsage: Usage;
    }
  | { readonly allowed: false; readonly refusal: ReadRefusal };

interface Question {
  readonly consent: ConsentInForce;
  readonly read: ConsentRead;
  readonly now: Date;
}

interface ReplayQuestion extends Question {
  readonly consent: ConsentInForce & ConsentOfStored;
  readonly read: ConsentRead & StoredAnswers;
}

type ReadStep = Step<Question, ReadRefusal>;

const CONSUMED: ReadStep = {
  name: 'consumed',
  refuses: ({ consent }) =>
    consent.status === 'CONSUMED' ? { code: 'consent-consumed' } : undefined,
};
const CONSUMED_BY_ANOTHER: ReadStep = {
  name: 'consumed by another operation',
  refuses: ({ consent, read }) =>
    consent.status === 'CONSUMED' && consent.consumedBy !== read.operationId
      ? { code: 'consent-consumed' }
      : undefined,
};
const PURPOSE: ReadStep = {
  name: 'purpose',
  refuses: ({ consent, read }) =>
    consent.purpose === read.purpose
      ? undefined
      : { code: 'consent-purpose-mismatch', purpose: consent.purpose },
};
const APPLICATION: ReadStep = {
  name: 'application',
  refuses: ({ consent, read }) =>
    consent.applicationId === read.applicationId
      ? undefined
      : { code: 'consent-application-mismatch' },
};
const CLUSTERS: ReadStep = {
  name: 'clusters',
  refuses: ({ consent, read }) => {
    const asked: readonly string[] = consent.clustersAsked;
    const granted: readonly string[] = consent.clustersGranted;
    const outside = read.clusters.filter((cluster) => !asked.includes(cluster));
    if (outside.length > 0) return { code: 'consent-scope', clusters: outside };
    const readable = read.clusters.some((cluster) => granted.includes(cluster));
    return readable ? undefined : { code: 'consent-scope', clusters: read.clusters };
  },
};
const FREQUENCY: ReadStep = {
  name: 'frequency',
  refuses: ({ consent, now }) => {
    if (consent.frequency === null) return undefined;
    const { end } = calendarWindow(now, consent.frequency.unit, consent.zone);
    return usageNow(consent, now).count < consent.frequency.value
      ? undefined
      : { code: 'consent-frequency-exceeded', nextAt: end };
  },
};

/** The order is part of the contract: two faults at once always report the same one. */
const READ_STEPS: readonly ReadStep[] = [
  RECIPIENT,
  REVOKED,
  EXPIRED,
  CONSUMED,
  NOT_AUTHORISED,
  PURPOSE,
  APPLICATION,
  CLUSTERS,
  FREQUENCY,
];
const REPLAY_STEPS: readonly Step<ReplayQuestion, ReadRefusal | StoredRefusal>[] = [
  RECIPIENT,
  REVOKED,
  EXPIRED,
  CONSUMED_BY_ANOTHER,
  NOT_AUTHORISED,
  DATA_LIFE,
];

/**
 * Decides readings in the order given, each on what the ones before it leave behind: of several
 * readings of a one-time consent in one batch the first alone is allowed.
 *
 * The caller holds every consent's row locked, and writes `nextStatus`, `nextUsage` and, when
 * CONSUMED, the reading's operation, before it hands anything out.
 *
 * @source consent.md section 2, decision at read time
 */
export function decideReads(cases: readonly ReadCase[], now: Date): readonly Decision[] {
  const left = new Map<string, ConsentInForce>();
  return cases.map(({ consent: found, read }) => {
    const consent = found && (left.get(found.consentId) ?? found);
    if (!consent) return { allowed: false, refusal: { code: 'consent-not-found' } };
    const decision = decideRead(consent, read, now);
    if (decision.allowed) left.set(consent.consentId, after(consent, decision, read));
    return decision;
  });
}

/** A batch of one: see `decideReads`. */
export function decideRead(consent: ConsentInForce, read: ConsentRead, now: Date): Decision {
  const refusal = firstRefusal(READ_STEPS, { consent, read, now });
  if (refusal) return { allowed: false, refusal };
  const wanted = consent.clustersAsked.filter((cluster) => read.clusters.includes(cluster));
  const usage = usageNow(consent, now);
  return {
    allowed: true,
    clusters: wanted.filter((cluster) => consent.clustersGranted.includes(cluster)),
    withheld: wanted.filter((cluster) => !consent.clustersGranted.includes(cluster)),
    nextStatus: statusAfterRead(consent),
    nextUsage: { windowStart: usage.windowStart, count: usage.count + 1 },
  };
}

/**
 * Whether an operation that has already read under this consent may be answered again, with what
 * it had. Nothing is counted and no state moves; a one-time consent used up by this very operation
 * still answers it, a withdrawn or ended one answers nobody, and no answer outlives the time for
 * which it may be kept, as with a stored one. Undefined: it may.
 */
export function decideReplay(
  consent: (ConsentInForce & ConsentOfStored) | undefined,
  replay: Pick<ConsentRead, 'recipientTenantId' | 'operationId'> & StoredAnswers,
  now: Date,
): ReadRefusal | StoredRefusal | undefined {
  if (!consent) return { code: 'consent-not-found' };
  const read = { ...consent, ...replay, clusters: consent.clustersAsked };
  return firstRefusal(REPLAY_STEPS, { consent, read, now });
}

/** The count of the window that holds `now`: a count of an earlier window says nothing of it. */
function usageNow({ frequency, zone, usage }: ConsentInForce, now: Date): Usage {
  if (frequency === null) return { windowStart: null, count: usage.count };
  const { start } = calendarWindow(now, frequency.unit, zone);
  const same = usage.windowStart !== null && usage.windowStart.getTime() === start.getTime();
  return { windowStart: start, count: same ? usage.count : 0 };
}

function statusAfterRead({ status, fetchType }: ConsentInForce): ConsentState {
  const claimed = status === 'AUTHORISED' ? follow(status, 'claim', 'recipient') : status;
  return fetchType === 'ONETIME' ? follow(claimed, 'consume', 'platform') : claimed;
}

function follow(...step: Parameters<typeof transition>): ConsentState {
  const next = transition(...step);
  invariant(next.ok, 'a consent that may be read may be claimed and used up');
  return next.value.to;
}

function after(
  consent: ConsentInForce,
  decision: Extract<Decision, { allowed: true }>,
  read: ConsentRead,
): ConsentInForce {
  return {
    ...consent,
    status: decision.nextStatus,
    usage: decision.nextUsage,
    consumedBy: decision.nextStatus === 'CONSUMED' ? read.operationId : consent.consumedBy,
  };
}
