import type { Command } from 'commander';
import { runStart } from './run-start.js';

/** `assay start`: what `npm start` runs. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('bring everything up, run the main journey, and keep serving')
    .option('--once', 'stop when the journey has succeeded or failed')
    .option('--json <file>', 'write what was printed to a file')
    .option('--data <file>', 'run on a public CSV file instead of the simulated marketplace')
    .option('--profile <name>', 'how to read that file: uci-taiwan or lendingclub')
    .action(runStart);
}
