import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** HTTP statuses by code, in rising order. */
export type Statuses = ReadonlyMap<string, readonly number[]>;

const SPEC = /\.spec\.tsx?$/;
/** Either a line of a STATUS table, or a refusal made where the fault is found. */
const TABLE_LINE = /'?([a-z][a-z0-9-]*)'?: (\d{3}),/g;
const MADE_HERE = /new Refused\(\s*(\d{3}),\s*'([a-z][a-z0-9-]*)'/g;

/** With which status the doors below these folders answer each code, as their sources say. */
export function doorStatuses(root: string, folders: readonly string[]): Statuses {
  const found = new Map<string, Set<number>>();
  const note = (code: string, status: string): void => {
    const statuses = found.get(code) ?? new Set<number>();
    found.set(code, statuses.add(Number(status)));
  };
  for (const source of folders.flatMap((folder) => sourcesIn(join(root, folder)))) {
    for (const [, code = '', status = ''] of source.matchAll(TABLE_LINE)) note(code, status);
    for (const [, status = '', code = ''] of source.matchAll(MADE_HERE)) note(code, status);
  }
  return new Map([...found].map(([code, set]) => [code, [...set].sort((a, b) => a - b)]));
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !SPEC.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
