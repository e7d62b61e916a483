import type { ForeignCpu } from './machine.js';

/** A round in which others used more of a core than this is disturbed. */
const FOREIGN_MAX = 0.1;

/** What one round measured of each contestant. */
export interface Round<Name extends string, Figure> {
  readonly figures: Readonly<Record<Name, Figure>>;
  /** Cores that others used. */
  readonly foreign: number;
}

/** What is measured, and how often. */
export interface Contest<Name extends string, Figure> {
  readonly foreignCpu: ForeignCpu;
  readonly rounds: number;
  readonly contestants: Readonly<Record<Name, () => Promise<Figure>>>;
  readonly say: (line: string) => void;
  readonly show: (figure: Figure) => string;
}

/**
 * Measures contestants in turn, in rounds that begin with another one each. Disturbed rounds are
 * repeated, at most as often again; then the least disturbed count.
 */
export async function contest<Name extends string, Figure>(
  of: Contest<Name, Figure>,
): Promise<Round<Name, Figure>[]> {
  const names = Object.keys(of.contestants) as Name[];
  const done: Round<Name, Figure>[] = [];
  const quiet = () => done.filter(({ foreign }) => !(foreign > FOREIGN_MAX)).length;
  for (let at = 0; at < 2 * of.rounds && quiet() < of.rounds; at++) {
    const first = at % names.length;
    const order = [...names.slice(first), ...names.slice(0, first)];
    const { value: figures, cores } = await of.foreignCpu.during(async () => {
      const measured = {} as Record<Name, Figure>;
      for (const name of order) measured[name] = await of.contestants[name]();
      return measured;
    });
    done.push({ figures, foreign: cores });
    const shown = names.map((name) => `${name} ${of.show(figures[name])}`).join('; ');
    of.say(`  round ${String(at + 1)}: ${shown}; foreign CPU ${cores.toFixed(2)} cores`);
  }
  return [...done].sort((a, b) => a.foreign - b.foreign).slice(0, of.rounds);
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(at)] ?? Number.NaN) + (sorted[Math.ceil(at)] ?? Number.NaN)) / 2;
}
