import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Options {
  /** Where the figures go as JSON; undefined: nowhere. */
  readonly json: string | undefined;
  /** Where profiles of the product's processes go; undefined: nothing is profiled. */
  readonly profile: string | undefined;
  readonly parts: readonly ('real-time' | 'bulk')[];
  /** Rounds that count; disturbed ones are repeated. */
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly consents: number;
  readonly subjects: number;
}

const FULL = { rounds: 5, seconds: 4, consents: 10_000, subjects: 300_000 };
const QUICK = { rounds: 2, seconds: 1, consents: 1_000, subjects: 30_000 };

/** Reads the command line; `--quick` shows that everything runs, its figures say little. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'string' },
      profile: { type: 'string' },
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  const { json, profile, only, quick, rounds, seconds } = values;
  if (only !== undefined && only !== 'real-time' && only !== 'bulk')
    throw new Error('--only takes real-time or bulk');
  const size = quick ? QUICK : FULL;
  return {
    ...size,
    json,
    profile,
    parts: only === undefined ? ['real-time', 'bulk'] : [only],
    rounds: rounds === undefined ? size.rounds : Number(rounds),
    seconds: seconds === undefined ? size.seconds : Number(seconds),
    connections: 32,
  };
}
