import {
  closeSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

const PROBE_MS = 500;
const PAGE_BYTES = 8192;
/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** The machine in one line. */
export function describeMachine(): string {
  const [first] = cpus();
  const gib = (totalmem() / 1024 ** 3).toFixed(0);
  return (
    `${String(cpus().length)} x ${first?.model ?? 'unknown processor'}, ${gib} GiB, ` +
    `${type()} ${release()}, Node ${process.versions.node}`
  );
}

/** Durable writes of one page a second, one after the other, in a folder. */
export function probeFsync(folder: string): number {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  const start = performance.now();
  let writes = 0;
  try {
    while (performance.now() - start < PROBE_MS) {
      writeSync(file, page, 0, PAGE_BYTES, 0);
      fdatasyncSync(file);
      writes += 1;
    }
  } finally {
    closeSync(file);
    unlinkSync(path);
  }
  return (writes * 1000) / (performance.now() - start);
}

interface Reading {
  readonly at: number;
  readonly busy: number;
  readonly ours: number;
}

/** How much of the machine others use; where that cannot be read, NaN. */
export class ForeignCpu {
  /** @param roots processes that are ours, with all that they started */
  constructor(private readonly roots: readonly number[]) {}

  /** Runs the work; gives the cores that others used meanwhile, on average. */
  async during<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly cores: number }> {
    const before = this.read();
    const value = await work();
    const after = this.read();
    if (!before || !after) return { value, cores: Number.NaN };
    const others = after.busy - before.busy - (after.ours - before.ours);
    const seconds = (after.at - before.at) / 1000;
    return { value, cores: Math.max(0, others / TICKS_PER_SECOND / seconds) };
  }

  private read(): Reading | undefined {
    try {
      const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
      const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
        .split(/\s+/)
        .slice(1)
        .map(Number);
      const busy = user + nice + system + irq + softirq;
      return { at: performance.now(), busy, ours: this.ours() };
    } catch {
      return undefined;
    }
  }

  private ours(): number {
    return ticksOfTrees(this.roots);
  }
}

/** Processor time of processes with all that they started, in seconds; where it cannot be read, 0. */
export function cpuSeconds(roots: readonly number[]): number {
  try {
    return ticksOfTrees(roots) / TICKS_PER_SECOND;
  } catch {
    return 0;
  }
}

function ticksOfTrees(roots: readonly number[]): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => ticksOf(Number(name)));
  const known = new Set(roots);
  let grew = true;
  while (grew) {
    grew = false;
    for (const { pid, parent } of processes)
      if (known.has(parent) && !known.has(pid)) {
        known.add(pid);
        grew = true;
      }
  }
  return processes.reduce((sum, { pid, ticks }) => sum + (known.has(pid) ? ticks : 0), 0);
}

function ticksOf(pid: number): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name stands in brackets and may hold blanks.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [, parent = '0'] = fields;
    // utime, stime, and both of the children that ended and were waited for.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(parent), ticks }];
  } catch {
    return [];
  }
}
