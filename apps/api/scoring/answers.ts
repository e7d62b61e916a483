import type { Job, ScoreAnswer, ScoreView } from '#scoring';

/** A score on the wire. */
export function scoreBody(view: ScoreView) {
  const { coverage, model, reasons } = view;
  return {
    score_id: view.scoreId,
    subject_id: view.subjectId,
    consent_id: view.consentId,
    application_id: view.applicationId,
    score: view.score,
    at_bound: view.atBound,
    pd: view.pd,
    band: view.band,
    reasons: reasons.map(({ code, en, zhCn }) => ({ code, en, zh_cn: zhCn })),
    model: { sha256: model.sha256, event: model.event, horizon_months: model.horizonMonths },
    flags: view.flags,
    coverage: {
      withheld: coverage.withheld,
      not_requested: coverage.notRequested,
      missing: coverage.missing,
      unavailable: coverage.unavailable,
    },
    as_of: view.asOf.toISOString(),
    scored_at: view.scoredAt.toISOString(),
  };
}

/** A score made now, with where its making is recorded. */
export function madeScoreBody(answer: ScoreAnswer) {
  return {
    ...scoreBody(answer),
    consent_version: answer.consentVersion,
    decision_id: answer.decisionId,
    audit_event_id: answer.auditEventId,
  };
}

/** A job on the wire. */
export function jobBody(job: Job) {
  return {
    job_id: job.jobId,
    kind: job.kind,
    status: job.status,
    model_sha256: job.model,
    as_of: job.asOf.toISOString(),
    subjects: job.subjectCount,
    chunks: job.chunkCount,
    chunks_done: job.chunksDone,
    scored: job.scoredCount,
    skipped: job.skipped,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
  };
}
