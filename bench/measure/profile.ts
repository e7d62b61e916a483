import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
      readonly columnNumber: number;
    };
  }[];
  readonly samples: readonly number[];
}

/** Not work of the program. */
const IDLE = new Set(['(idle)', '(root)']);

/** The functions in which the profiles of a folder spent most, each a line; idle time left out. */
export function topOfProfiles(folder: string, count: number): string[] {
  const hits = new Map<string, number>();
  let total = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
    for (const sample of profile.samples) {
      const name = names.get(sample) ?? '(root)';
      if (IDLE.has(name)) continue;
      total += 1;
      hits.set(name, (hits.get(name) ?? 0) + 1);
    }
  }
  return [...hits]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, hit]) => `${((100 * hit) / total).toFixed(1).padStart(5)} %  ${name}`);
}

function nameOf(frame: CpuProfile['nodes'][number]['callFrame']): string {
  const name = frame.functionName === '' ? '(anonymous)' : frame.functionName;
  if (frame.url === '') return name;
  const entry = mapOf(frame.url)?.findEntry(frame.lineNumber, frame.columnNumber);
  const source = entry && 'originalSource' in entry ? entry : undefined;
  const file = source?.originalSource ?? frame.url;
  const line = source?.originalLine ?? frame.lineNumber;
  const place = file.replace(/^.*\/node_modules\//, '').replace(/^(?:\.\.\/)+|^.*\/dist\//, '');
  return `${name} ${place}:${String(line + 1)}`;
}

const maps = new Map<string, SourceMap | undefined>();

/** Where a built file's lines come from: bundled, one file holds many sources. */
function mapOf(url: string): SourceMap | undefined {
  if (!maps.has(url)) {
    const path = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
    const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    maps.set(url, text === undefined ? undefined : new SourceMap(JSON.parse(text) as never));
  }
  return maps.get(url);
}
