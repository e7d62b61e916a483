import { LocalFault } from '../local/local-fault.js';
import { isFree } from '../local/ports.js';

/** A port that is wanted, and the variable that chooses another. */
export interface WantedPort {
  readonly what: string;
  readonly port: number;
  readonly variable: string;
}

/** Throws, naming each port that is taken, what it is for and how to choose another. */
export async function refuseTakenPorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken = await Promise.all(
    wanted.map(async (one) => ((await isFree(one.port)) ? [] : [one])),
  );
  const lines = taken
    .flat()
    .map(
      ({ what, port, variable }) =>
        `Port ${String(port)} (${what}) is taken: stop what listens there (another start?), or choose another with ${variable}=…`,
    );
  if (lines.length > 0) throw new LocalFault(lines.join('\n'));
}
