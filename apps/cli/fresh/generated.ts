import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { envExample } from '#adapters/config';
import { configurationPage } from './configuration-page.js';
import { consentStatesPage } from './consent-states-page.js';
import { problemsPage } from './problems-page.js';
import { purposesPage } from './purposes-page.js';

const run = promisify(execFile);
const PRINTED_MAX = 16 * 1024 * 1024;

/** A file of the clone that is made from the code. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** What is made from the code alone, as it should be now. */
export const generatedFiles = (root: string): readonly GeneratedFile[] => [
  { path: '.env.example', text: envExample() },
  { path: 'docs/reference/configuration.md', text: configurationPage() },
  { path: 'docs/reference/consent-states.md', text: consentStatesPage() },
  { path: 'docs/reference/problems.md', text: problemsPage(root) },
  { path: 'docs/reference/purposes.md', text: purposesPage() },
];

/** The api's document, as the built api prints it. */
export async function openapiFile(root: string): Promise<GeneratedFile> {
  const program = join(root, 'dist/apps/api/print-openapi.js');
  const { stdout } = await run(process.execPath, [program], { maxBuffer: PRINTED_MAX });
  return { path: 'docs/reference/openapi.json', text: stdout };
}

/** Those that are not as they should be, the absent among them. */
export async function staleFiles(
  root: string,
  files: readonly GeneratedFile[],
): Promise<readonly GeneratedFile[]> {
  const kept = await Promise.all(files.map(({ path }) => textOf(join(root, path))));
  return files.filter(({ text }, at) => kept[at] !== text);
}

/** Writes files of the clone. */
export async function writeFiles(root: string, files: readonly GeneratedFile[]): Promise<void> {
  await Promise.all(files.map(({ path, text }) => writeFile(join(root, path), text)));
}

const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch(() => undefined);
