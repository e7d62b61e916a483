import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** HTTP statuses by code, in rising order. */
export type Statuses = ReadonlyMap<string, readonly number[]>;

const SPEC = /\.spec\.tsx?$/;
/** A line of a STATUS table; the same the other way round; a refusal made where the fault is found. */
const FORMS: readonly RegExp[] = [
  /'(?<code>[a-z][a-z0-9-]*)': (?<status>[45]\d{2})\b/g,
  /\b(?<status>\d{3}): '(?<code>[a-z][a-z0-9-]*)'/g,
  /new Refused\(\s*(?<status>\d{3}),\s*'(?<code>[a-z][a-z0-9-]*)'/g,
];
/** Refused by way of a variable, so that the sources name code and status apart. */
const APART: readonly (readonly [string, number])[] = [
  ['api-key-malformed', 401],
  ['api-key-not-accepted', 401],
  ['credentials-missing', 401],
  ['staff-token-not-accepted', 401],
  ['idempotency-key-malformed', 400],
];

/** With which status the doors below these folders answer each code, as their sources say. */
export function doorStatuses(root: string, folders: readonly string[]): Statuses {
  const found = new Map<string, Set<number>>();
  const note = (code: string, status: number): void => {
    const statuses = found.get(code) ?? new Set<number>();
    found.set(code, statuses.add(status));
  };
  for (const source of folders.flatMap((folder) => sourcesIn(join(root, folder)))) {
    for (const form of FORMS)
      for (const { groups } of source.matchAll(form))
        note(groups?.['code'] ?? '', Number(groups?.['status']));
    for (const [code, status] of APART) if (source.includes(`'${code}'`)) note(code, status);
  }
  return new Map([...found].map(([code, set]) => [code, [...set].sort((a, b) => a - b)]));
}

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !SPEC.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
