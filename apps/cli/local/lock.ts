import { execFileSync } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';

/** A lock that this process holds until it lets go. */
export interface Lock {
  release(): Promise<void>;
}

/** Taking over a dead holder's lock takes milliseconds; longer means that the taker died too. */
const TAKEOVER_MS_MAX = 10_000;

/**
 * Takes the lock file, or says which living process holds it.
 *
 * The file names its holder by pid and start time, so that a lock left by a killed process is
 * taken over, even when its pid has been given to another since.
 */
export async function takeLock(path: string): Promise<Lock | { readonly heldBy: number }> {
  if (await create(path, holderOf(process.pid))) return lockAt(path);

  const holder = await readHolder(path);
  if (holder !== undefined && holderOf(holder.pid) === holder.text) return { heldBy: holder.pid };

  const taker = await clearDead(path, holder?.text);
  return taker === undefined ? takeLock(path) : { heldBy: taker };
}

/**
 * Removes a dead holder's lock, or says which process is just doing so. One at a time, who looks
 * again: else the second would remove the lock that the first has made meanwhile.
 */
async function clearDead(path: string, dead: string | undefined): Promise<number | undefined> {
  const takeover = `${path}.takeover`;
  if (!(await create(takeover, holderOf(process.pid)))) {
    if (!(await isOlderThan(takeover, TAKEOVER_MS_MAX)))
      return (await readHolder(takeover))?.pid ?? process.pid;
    await rm(takeover, { force: true });
    return undefined;
  }
  try {
    const again = await readHolder(path);
    if (again?.text === dead) await rm(path, { force: true });
    return undefined;
  } finally {
    await rm(takeover, { force: true });
  }
}

const lockAt = (path: string): Lock => ({ release: () => rm(path, { force: true }) });

async function create(path: string, content: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o644);
    await file.writeFile(content);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<{ pid: number; text: string } | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    return { pid: Number.parseInt(text, 10), text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isOlderThan(path: string, ms: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > ms;
  } catch {
    return false;
  }
}

/** `pid start-time` of a living process, or '' of a dead one. */
function holderOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
    return `${pid} ${started}`;
  } catch {
    return '';
  }
}

/** Field 22 of /proc/pid/stat, counted after the name, which may hold spaces and brackets. */
function startedOnLinux(pid: number): string {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function startedElsewhere(pid: number): string {
  if (process.platform === 'win32') {
    process.kill(pid, 0);
    return 'alive';
  }
  const said = execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' });
  return said.trim();
}
