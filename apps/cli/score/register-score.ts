import { type Command, Option } from 'commander';
import type { Mode } from '#kernel';
import { type Replay, type ReplayedScore, ReplayScore } from '#scoring';
import { Tenants } from '#tenancy';
import { COMMAND_LINE, type CommandContext, printTable, refused } from '../command-context.js';
import { LocalFault } from '../local/local-fault.js';

interface ReplayOptions {
  readonly tenant: string;
  readonly mode: Mode;
}

/** `assay score replay`. */
export function registerScore(program: Command, context: CommandContext): void {
  const score = program.command('score').description('stored scores');
  score
    .command('replay')
    .description('compute a stored score again from what it names, and compare to the last bit')
    .argument('<score-id>')
    .requiredOption('--tenant <slug>', 'the institution whose score it is')
    .addOption(new Option('--mode <mode>').choices(['live', 'test']).default('live'))
    .action((scoreId: string, options: ReplayOptions) => replay(context, scoreId, options));
}

async function replay(
  context: CommandContext,
  scoreId: string,
  { tenant, mode }: ReplayOptions,
): Promise<void> {
  const replayed = await context.use(async (app) => {
    const found = await app.get(Tenants).bySlug(tenant);
    if (!found) throw refused({ code: 'tenant-not-found' });
    const place = { tenantId: found.tenantId, mode };
    return app.get(ReplayScore).execute(COMMAND_LINE, place, scoreId);
  });
  if (!replayed.ok) throw refused(replayed.error);
  show(context, replayed.value);
  if (replayed.value.outcome === 'different')
    throw new LocalFault('The score does not come out the same.');
}

function show(context: CommandContext, replay: Replay): void {
  const { outcome, stored, recomputed, model, featureSet, engineThen, engineNow } = replay;
  context.print(outcome);
  const rows = (['score', 'pd', 'logit', 'band', 'flags', 'reasons', 'inputHash'] as const).map(
    (name) => [name, text(stored, name), recomputed ? text(recomputed, name) : ''],
  );
  printTable(context, [['', 'STORED', 'RECOMPUTED'], ...rows]);
  context.print(`model ${model.sha256}, deployment ${String(model.deploymentVersion)}`);
  context.print(`scale ${JSON.stringify(model.scale)}`);
  context.print(`feature set ${featureSet}`);
  context.print(`engine ${engineThen ?? 'not kept'}, now ${engineNow}`);
}

function text(score: ReplayedScore, name: keyof ReplayedScore): string {
  const value = score[name];
  return value === null ? '' : String(value);
}
