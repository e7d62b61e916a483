import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
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

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']) {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const place = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/dist\//, '');
  return `${name} ${place}:${String(lineNumber + 1)}`;
}
