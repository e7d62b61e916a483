import { type Command, InvalidArgumentError } from 'commander';
import type { Mode } from '#kernel';
import { type TrainedModel, TrainModel } from '#models';
import type { SubjectKind } from '#score-engine';
import { Tenants } from '#tenancy';
import { COMMAND_LINE, type CommandContext, printTable, refused } from '../command-context.js';
import { registerCheck } from './check-model.js';
import { registerImport } from './import-model.js';

interface TrainOptions {
  readonly tenant: string;
  readonly mode: Mode;
  readonly kind: SubjectKind;
  readonly asOf: Date;
  readonly horizonMonths: number;
  readonly event: string;
  readonly name: string;
  readonly seed: number;
}

/** `assay model train`, `assay model import` and `assay model check`. */
export function registerModel(program: Command, context: CommandContext): void {
  const model = program.command('model').description('scorecards and tree models');
  registerCheck(model, context);
  registerImport(model, context, oneOf('live', 'test'));
  model
    .command('train')
    .description('learn a scorecard from a tenant’s own subjects and keep it as an artefact')
    .requiredOption('--tenant <slug>', 'whose subjects')
    .requiredOption('--as-of <instant>', 'outcomes are known up to here', readInstant)
    .option('--mode <mode>', 'live or test', oneOf('live', 'test'), 'test')
    .option('--kind <kind>', 'person or firm', oneOf('person', 'firm'), 'person')
    .option('--horizon-months <months>', 'features are taken so long before', readMonths, 12)
    .option('--event <text>', 'what is predicted', '90 days late')
    .option('--name <text>', 'what the model is called', 'Scorecard')
    .option('--seed <number>', 'of the split into training and unseen', Number, 1)
    .action((options: TrainOptions) => train(context, options));
}

async function train(context: CommandContext, options: TrainOptions): Promise<void> {
  const { tenant: slug, mode, ...request } = options;
  const trained = await context.use(async (app) => {
    const tenant = await app.get(Tenants).bySlug(slug);
    if (!tenant) throw refused({ code: 'tenant-not-found' });
    const owner = { tenantId: tenant.tenantId, mode };
    const population = `${options.kind}s of ${slug}`;
    return app.get(TrainModel).execute(COMMAND_LINE, owner, { ...request, population });
  });
  if (!trained.ok) throw refused(trained.error);
  context.print(`model ${trained.value.sha256}`);
  for (const line of reportLines(trained.value)) context.print(line);
  for (const [attribute, table] of Object.entries(trained.value.fairness)) {
    context.print(`fairness by ${attribute} (unseen; riskiest 20 % refused):`);
    const rows = table.groups.map(({ group, rows: n, badRate, meanPd, air }) => [
      group,
      String(n),
      badRate.toFixed(4),
      meanPd.toFixed(4),
      air === null ? '-' : air.toFixed(3),
    ]);
    printTable(context, [['GROUP', 'ROWS', 'BAD RATE', 'MEAN PD', 'AIR'], ...rows]);
  }
}

/** What a model shows of itself, on unseen subjects only; a line a measure. */
export function reportLines({ artefact }: Pick<TrainedModel, 'artefact'>): string[] {
  const { train: learnt, unseen } = artefact.report;
  const { auc, calibration } = unseen;
  return [
    `  learnt from ${String(learnt.rows)} (${String(learnt.bads)} bad), shown on ${String(unseen.rows)} unseen (${String(unseen.bads)} bad)`,
    `  AUC ${auc.value.toFixed(4)} [${auc.low.toFixed(4)}, ${auc.high.toFixed(4)}]  KS ${unseen.ks.toFixed(4)}  Gini ${unseen.gini.toFixed(4)}  Brier ${unseen.brier.toFixed(5)}`,
    `  calibration intercept ${calibration.intercept.toFixed(3)} slope ${calibration.slope.toFixed(3)}  mean PD / observed ${unseen.meanPdOverObserved.toFixed(3)}`,
  ];
}

function readInstant(text: string): Date {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()) || !/^\d{4}-\d{2}-\d{2}/.test(text))
    throw new InvalidArgumentError('must be an ISO 8601 instant such as 2026-11-01T00:00:00Z');
  return instant;
}

function readMonths(text: string): number {
  const months = Number(text);
  if (Number.isInteger(months) && months >= 1 && months <= 120) return months;
  throw new InvalidArgumentError('must be a whole number of months, 1 to 120');
}

const oneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (text: string): T => {
    const found = allowed.find((one) => one === text);
    if (found === undefined) throw new InvalidArgumentError(`must be ${allowed.join(' or ')}`);
    return found;
  };
