import { INTERVAL_LEVEL } from '#score-engine';
import type { Job, PointsView, ReasonView, ScoreAnswer, ScoreView } from '#scoring';
import { say } from '#words';

/** A score on the wire. */
export function scoreBody(view: ScoreView) {
  const { coverage, model, reasons } = view;
  return {
    score_id: view.scoreId,
    subject_id: view.subjectId,
    consent_id: view.consentId,
    application_id: view.applicationId,
    status: view.status,
    not_scorable: view.notScorable && reasonBody(view.notScorable),
    score: view.score,
    at_bound: view.atBound,
    pd: view.pd,
    pd_interval: view.pdInterval && { ...view.pdInterval, level: INTERVAL_LEVEL },
    band: view.band,
    reasons: reasons.map(reasonBody),
    favourable: view.favourable.map(reasonBody),
    points: view.points && pointsBody(view.points),
    model: { sha256: model.sha256, event: model.event, horizon_months: model.horizonMonths },
    flags: view.flags,
    out_of_range: view.outOfRange,
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

const reasonBody = ({ code, en, zhCn }: ReasonView) => ({ code, en, zh_cn: zhCn });

function pointsBody({ base, parts, min, max }: PointsView) {
  const named = parts.map(({ cluster, points }) => ({
    cluster,
    en: say('en', `cluster.${cluster}`),
    zh_cn: say('zh-CN', `cluster.${cluster}`),
    points,
  }));
  return { base, parts: named, min, max };
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
    states: job.states,
    skipped: job.skipped,
    created_at: job.createdAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
  };
}
