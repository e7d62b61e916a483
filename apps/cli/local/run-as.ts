import { spawn, spawnSync } from 'node:child_process';
import { processEnvironment } from '#adapters/config';
import { LocalFault } from './local-fault.js';

/** Whom a program runs as; undefined: as this process does. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

/** What a program said and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

const OUTPUT_MAX = 64 * 1024;

/** PostgreSQL's user: root's `postgres`, created if absent, because it refuses to run as root. */
export function postgresUser(): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const known = idsOf('postgres');
  if (known) return known;
  for (const [command, ...args] of MAKERS) spawnSync(command, args);
  const made = idsOf('postgres');
  if (made) return made;
  throw new LocalFault(
    'PostgreSQL refuses to run as root, and a user `postgres` could not be created. ' +
      'Create one, start as another user than root, or give DATABASE_ADMIN_URL.',
  );
}

/** Debian's and Red Hat's way, then Alpine's; whichever is absent fails without harm. */
const MAKERS = [
  ['groupadd', '--system', 'postgres'],
  ['useradd', '--system', '--gid', 'postgres', '--no-create-home', 'postgres'],
  ['addgroup', '-S', 'postgres'],
  ['adduser', '-S', '-D', '-H', '-G', 'postgres', 'postgres'],
] as const;

function idsOf(name: string): RunAs {
  const idOf = (flag: string) => {
    const asked = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return asked.status === 0 ? Number(asked.stdout) : undefined;
  };
  const uid = idOf('-u');
  const gid = idOf('-g');
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

/** Runs a program to its end, without the caller's own settings of PostgreSQL and its locale. */
export function run(program: string, args: readonly string[], as: RunAs, cwd: string) {
  const child = spawn(program, args, { cwd, env: cleanEnvironment(), ...as });
  let said = '';
  const hear = (text: Buffer) => {
    if (said.length < OUTPUT_MAX) said += text.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      // A daemon that it left behind may hold the pipes open: its end is enough.
      setImmediate(() => {
        resolve({ code, said });
      });
    });
  });
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(processEnvironment()).filter(([key]) => !/^(PG|LC_|LANG)/.test(key));
  return { ...Object.fromEntries(own), LC_ALL: 'C', TZ: 'UTC' };
}
