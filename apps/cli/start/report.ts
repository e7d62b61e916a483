import { reportLines } from '../model/register-model.js';
import type { Installation } from './installation.js';
import type { JobState, OpenRequest, ScoredBorrower } from './journey.js';
import type { SampleBorrower } from './sample-data.js';
import { decisionLines } from './sample-decision.js';
import { type Sample, STAFF } from './seed.js';
import type { SampleModel } from './train.js';

/** The parts of which a report is made. */
export interface StartOutcome {
  readonly data: string;
  readonly installation: Installation;
  readonly sample: Sample;
  readonly models: readonly SampleModel[];
  readonly jobs: readonly JobState[];
  readonly scored: ScoredBorrower;
  readonly open: OpenRequest;
  readonly next: SampleBorrower;
  readonly seconds: number;
}

/** What a start printed, as `--json` writes it. */
export type StartReport = ReturnType<typeof reportOf>;

/** What happened, and what to try next. */
export function reportOf(outcome: StartOutcome) {
  const { installation, models, jobs, scored, open, next, sample } = outcome;
  return {
    data: outcome.data,
    seconds: outcome.seconds,
    data_folder: installation.folder,
    models: models.map(({ sha256, artefact, oracleAuc }) => ({
      sha256,
      kind: artefact.kind,
      event: artefact.event,
      horizon_months: artefact.horizonMonths,
      report: artefact.report,
      oracle_auc: oracleAuc ?? null,
      lines: reportLines({ artefact }),
    })),
    jobs,
    borrower: scored.borrower,
    consent: scored.consent,
    score: scored.score,
    decision: scored.decision,
    trail: scored.trail,
    try_next: {
      open_request: { ...open, sign_in_as: next.email },
      api: installation.apiUrl,
      reference: `${installation.apiUrl}/docs`,
      pages: installation.portalUrl,
      inbox: installation.inboxUrl,
      staff_page: `${installation.apiUrl}/staff`,
      staff_log_ins: STAFF.map(({ email }) => email),
      staff_password: installation.secrets.staffPassword,
      marketplace_key: sample.marketplaceKey,
      lender_key: sample.lenderKey,
    },
  };
}

/** The same, for a person to read. */
export function reportText(report: StartReport): string {
  const next = report.try_next;
  return [
    '',
    `Assay is up after ${report.seconds.toFixed(1)} s, on ${report.data_folder}.`,
    ...modelLines(report),
    ...report.jobs.map(jobLine),
    ...scoreLines(report),
    ...decisionLines(report.try_next.api, report.decision),
    '',
    'Try next',
    `  Grant by hand     ${next.open_request.link}`,
    `                    sign in as ${next.open_request.sign_in_as}; the code arrives at ${next.inbox}`,
    `  Borrower’s log-in ${next.pages}/sign-in as ${report.borrower.email}`,
    `  API reference     ${next.reference}`,
    `  Audit page        ${next.staff_page}`,
    `                    ${next.staff_log_ins.join(', ')}`,
    `                    password ${next.staff_password}`,
    `  Marketplace’s key ${next.marketplace_key}`,
    `  Lender’s key      ${next.lender_key}`,
    '',
  ].join('\n');
}

function modelLines({ models }: StartReport): string[] {
  return models.flatMap(({ kind, sha256, event, horizon_months: months, lines, oracle_auc }) => [
    `Scorecard of ${kind}s ${sha256.slice(0, 12)}…: ${event} within ${String(months)} months`,
    ...lines,
    ...(oracle_auc === null ? [] : [`  the truth itself would reach AUC ${oracle_auc.toFixed(4)}`]),
  ]);
}

function jobLine({ subjects, scored, skipped, job_id: id }: JobState): string {
  const left = Object.entries(skipped).map(([reason, count]) => `${String(count)} ${reason}`);
  const rest = left.length === 0 ? 'none skipped' : `skipped ${left.join(', ')}`;
  return `Bulk job ${id}: ${String(scored)} of ${String(subjects)} scored, ${rest}`;
}

function scoreLines({ borrower, consent, score, trail }: StartReport): string[] {
  const { coverage } = score;
  const place = trail.find(({ id }) => id === score.audit_event_id);
  return [
    '',
    `${borrower.reference} granted on the pages (receipt ${consent.receipt}) and was scored:`,
    numbersOf(score) + (score.flags.length === 0 ? '' : ` (${score.flags.join(', ')})`),
    `  withheld ${coverage.withheld.join(', ') || 'nothing'}, missing ${coverage.missing.join(', ') || 'nothing'}`,
    ...score.reasons.map(({ code, en, zh_cn: zh }) => `  - ${en} ${zh} (${code})`),
    `  consent ${score.consent_id} version ${String(score.consent_version)}`,
    `  in the lender’s trail: ${place?.action ?? ''} ${score.audit_event_id} of ${String(trail.length)} entries`,
  ];
}

function numbersOf({ status, score, pd, band }: StartReport['score']): string {
  if (score === null || pd === null || band === null) return `  ${status}, so no number`;
  return `  score ${String(score)}, PD ${(pd * 100).toFixed(2)} %, band ${band}`;
}
