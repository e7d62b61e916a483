import type { Command } from 'commander';
import { loadStartConfig, processEnvironment } from '#adapters/config';
import { cloneRoot, dataFolder } from './data-folder.js';
import { LocalFault } from './local-fault.js';
import { removeData } from './postgres.js';

/** `assay reset`. */
export function registerLocal(program: Command): void {
  program
    .command('reset')
    .description('remove the local database and all that belongs to it')
    .action(async () => {
      const start = loadStartConfig(processEnvironment());
      if (!start.ok) throw new LocalFault(start.error.join('\n'));
      const folder = dataFolder(cloneRoot(), start.value.DATA_DIR);
      const removed = await removeData(folder);
      process.stdout.write(removed ? `Removed ${folder}\n` : `There is nothing at ${folder}\n`);
    });
}
