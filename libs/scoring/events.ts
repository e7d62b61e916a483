import type { AuditEvent } from '#audit';
import type { ScoreState } from '#score-engine';

const job = (action: string, jobId: string, details: NonNullable<AuditEvent['details']>) =>
  ({
    action,
    handled: true,
    outcome: 'success',
    resource: { kind: 'job', id: jobId },
    details,
  }) as const satisfies AuditEvent;

/** A tenant asked for all its subjects of a kind to be scored. */
export const jobRequested = (jobId: string, kind: string, model: string): AuditEvent =>
  job('job.requested', jobId, { kind, model });

/** A chunk of a job stands in its cell's manifest. */
export const jobChunkPlanned = (jobId: string, chunkNo: number): AuditEvent =>
  job('job.chunk_planned', jobId, { chunk_no: chunkNo });

/** A chunk is scored; told to the home cell, where it counts as progress. */
export const jobChunkScored = (
  jobId: string,
  chunkNo: number,
  result: {
    readonly scored: number;
    readonly states: Readonly<Record<string, number>>;
    readonly skipped: Readonly<Record<string, number>>;
  },
): AuditEvent =>
  job('job.chunk_scored', jobId, {
    chunk_no: chunkNo,
    scored: result.scored,
    states: result.states,
    skipped: result.skipped,
  });

/** Every chunk is done; results are to be put in order. */
export const jobScored = (jobId: string): AuditEvent => job('job.scored', jobId, {});

/** Results are ready. */
export const jobFinished = (jobId: string, scored: number): AuditEvent =>
  job('job.finished', jobId, { scored });

/** A job ended without results, as one of its steps was given up: what followed that action. */
export const jobFailed = (jobId: string, after: string): AuditEvent => ({
  ...job('job.failed', jobId, { after }),
  outcome: 'failure',
});

/** Scores were asked for, and are made after the answer. */
export const scoreRequestAccepted = (requestId: string, items: number): AuditEvent => ({
  action: 'score_request.accepted',
  handled: true,
  outcome: 'success',
  resource: { kind: 'score_request', id: requestId },
  details: { items },
});

/** Every score of a request is made or refused. */
export const scoreRequestCompleted = (
  requestId: string,
  counts: { readonly scored: number; readonly refused: number },
): AuditEvent => ({
  action: 'score_request.completed',
  handled: true,
  outcome: 'success',
  resource: { kind: 'score_request', id: requestId },
  details: { ...counts },
});

/** A job's results were given out as a file. */
export const jobResultsRead = (jobId: string): AuditEvent => ({
  ...job('job.results_read', jobId, {}),
  handled: false,
});

/** The risk team looked at how shadows do. */
export const shadowsRead = (of: {
  readonly kind: string;
  readonly version: number;
}): AuditEvent => ({
  action: 'model.shadows_read',
  handled: false,
  outcome: 'success',
  resource: { kind: 'deployment', id: `${of.kind} ${String(of.version)}` },
});

/** What a score's event says, on the recipient's side. */
export interface ScoreMade {
  readonly scoreId: string;
  readonly subjectId: string;
  readonly consentId: string;
  readonly model: string;
  readonly decisionId: string;
  readonly status: ScoreState;
}

/** A borrower was scored under a consent, or found not to be scorable or to be in default. */
export const scoreCreated = (score: ScoreMade): AuditEvent => ({
  action: 'score.created',
  handled: false,
  outcome: 'success',
  resource: { kind: 'score', id: score.scoreId },
  subjectId: score.subjectId,
  consentId: score.consentId,
  details: { model: score.model, decision: score.decisionId, status: score.status },
});

/** A stored score was read, or refused. */
export const scoreRead = (
  scoreId: string,
  about: { readonly subjectId: string; readonly consentId: string | null },
  refusal?: string,
): AuditEvent => ({
  action: 'score.read',
  handled: false,
  outcome: refusal === undefined ? 'success' : 'denied',
  resource: { kind: 'score', id: scoreId },
  subjectId: about.subjectId,
  ...(about.consentId === null ? {} : { consentId: about.consentId }),
  ...(refusal === undefined ? {} : { details: { code: refusal } }),
});

/** A stored score was computed again; whether it came out the same. */
export const scoreReplayed = (
  scoreId: string,
  about: { readonly subjectId: string; readonly consentId: string | null },
  outcome: string,
): AuditEvent => ({
  ...scoreRead(scoreId, about),
  action: 'score.replayed',
  details: { outcome },
});

/** A score was asked for and refused: the recipient's half of the denial. */
export const scoreDenied = (
  { consentId, subjectId }: { readonly consentId: string; readonly subjectId?: string },
  code: string,
): AuditEvent => ({
  action: 'score.denied',
  handled: false,
  outcome: 'denied',
  resource: { kind: 'consent', id: consentId },
  consentId,
  ...(subjectId === undefined ? {} : { subjectId }),
  details: { code },
});

/** Events of this capability that somebody handles. */
export const SCORING_HANDLED: readonly string[] = [
  'job.requested',
  'job.chunk_planned',
  'job.chunk_scored',
  'job.scored',
  'job.finished',
  'job.failed',
  'score_request.accepted',
  'score_request.completed',
];
