import { Command, CommanderError } from 'commander';
import { processEnvironment, stopWithParent } from '#adapters/config';
import { LocalFault } from './local/local-fault.js';
import { registerStart } from './start/register-start.js';

/** A start has its apps load while it loads itself, so it comes with no more than it needs. */
const LIGHT = 'start';

/** Runs a command; a fault of the user's world is one message and exit code 1. */
async function main(): Promise<void> {
  stopWithParent();
  const program = new Command('assay').description('consented credit scoring').exitOverride();
  registerStart(program);
  if (process.argv[2] !== LIGHT) (await import('./other-commands.js')).registerOthers(program);
  try {
    await program.parseAsync();
  } catch (fault) {
    if (fault instanceof CommanderError) process.exitCode = fault.exitCode;
    else {
      process.stderr.write(`${fault instanceof LocalFault ? fault.message : describe(fault)}\n`);
      process.exitCode = fault instanceof LocalFault ? fault.exitCode : 1;
    }
  }
}

function describe(fault: unknown): string {
  const detailed = processEnvironment()['LOG_LEVEL'] === 'debug';
  if (!(fault instanceof Error)) return String(fault);
  return detailed ? (fault.stack ?? fault.message) : `Failed: ${fault.message}`;
}

await main();
