import type { Command } from 'commander';
import { cloneRoot } from '../local/data-folder.js';
import { LocalFault } from '../local/local-fault.js';
import { generatedFiles, openapiFile, staleFiles, writeFiles } from './generated.js';

/** `assay fresh`: what `npm run fresh` runs. */
export function registerFresh(program: Command): void {
  program
    .command('fresh')
    .description('make anew the files that come from the code')
    .option('--check', 'change nothing; fail when one is not as the code says')
    .action(async ({ check = false }: { readonly check?: boolean }) => {
      const root = cloneRoot();
      const stale = await staleFiles(root, [...generatedFiles(root), await openapiFile(root)]);
      const paths = stale.map(({ path }) => path);
      if (check && paths.length > 0)
        throw new LocalFault(`Not as the code says: ${paths.join(', ')}. Run \`npm run fresh\`.`);
      await writeFiles(root, stale);
      process.stdout.write(
        paths.length === 0 ? 'fresh\n' : paths.map((path) => `made ${path}\n`).join(''),
      );
    });
}
