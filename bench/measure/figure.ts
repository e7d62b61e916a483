import { median, type Round } from './rounds.js';

/** One line of the result. */
export interface Figure {
  readonly name: string;
  /** Medians of the rounds. */
  readonly ours: number;
  readonly floor: number;
  /** Median of the rounds' ratios, ours to the floor measured beside it. */
  readonly ratio: number;
  readonly unit: string;
  readonly runs: number;
  readonly rounds: readonly {
    readonly ours: number;
    readonly floor: number;
    readonly foreignCores: number;
  }[];
}

/** What is compared: two numbers of each round. */
export interface Compared<Name extends string, Value> {
  readonly name: string;
  readonly unit: string;
  readonly ours: Name;
  readonly floor: Name;
  readonly of: (value: Value) => number;
}

/** Compares ours with the floor over rounds. */
export function figureOf<Name extends string, Value>(
  rounds: readonly Round<Name, Value>[],
  { name, unit, ours, floor, of }: Compared<Name, Value>,
): Figure {
  const each = rounds.map(({ figures, foreign }) => ({
    ours: of(figures[ours]),
    floor: of(figures[floor]),
    foreignCores: foreign,
  }));
  return {
    name,
    ours: median(each.map((round) => round.ours)),
    floor: median(each.map((round) => round.floor)),
    ratio: median(each.map((round) => round.ours / round.floor)),
    unit,
    runs: each.length,
    rounds: each,
  };
}
