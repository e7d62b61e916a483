import { writeFile } from 'node:fs/promises';
import { LocalFault } from '../local/local-fault.js';
import { bringUp, type Installation } from './installation.js';
import { Progress } from './progress.js';
import type { JourneyOptions } from './run-journey.js';

/** What `assay start` was told. */
export interface StartOptions extends JourneyOptions {
  readonly once?: boolean;
  readonly json?: string;
}

const STEPS_TOTAL = 100;

/** Brings everything up, runs the journey, tells what happened, and serves until it is stopped. */
export async function runStart(options: StartOptions): Promise<void> {
  if ((options.data === undefined) !== (options.profile === undefined))
    throw new LocalFault('--data FILE and --profile NAME go together');
  const began = Date.now();
  const progress = new Progress(STEPS_TOTAL);
  const interrupted = interruption();
  const installation = await bringUp(progress);
  try {
    // What the journey runs on is much code: it loads when the apps are on their way.
    const [{ runJourney }, { reportText }] = await Promise.all([
      import('./run-journey.js'),
      import('./report.js'),
    ]);
    const journey = runJourney(options, installation, progress, began);
    const report = await Promise.race([journey, interrupted, died(installation)]);
    progress.stop();
    if (!report) return;
    if (options.json !== undefined)
      await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(reportText(report));
    if (options.once === true) return;
    process.stdout.write('\nServing. Ctrl-C stops everything, PostgreSQL last.\n');
    await Promise.race([interrupted, died(installation)]);
  } catch (fault) {
    throw await installation.explain(fault);
  } finally {
    progress.stop();
    await installation.stop();
  }
}

/** Resolves at the first Ctrl-C or SIGTERM. */
function interruption(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.stderr.write('\nStopping …\n');
        resolve(undefined);
      });
  });
}

function died(installation: Installation): Promise<never> {
  return new Promise((_, reject) => {
    installation.onEnd((why) => {
      reject(new LocalFault(why));
    });
  });
}
