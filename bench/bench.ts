import type { Environment } from '#adapters/config';
import type { ForeignCpu } from './measure/machine.js';
import type { Options } from './options.js';
import type { BenchPostgres } from './system/postgres.js';
import type { BenchTenants } from './system/tenants.js';

/** What every measurement stands on. */
export interface Bench {
  readonly options: Options;
  readonly postgres: BenchPostgres;
  readonly environment: Environment;
  readonly tenants: BenchTenants;
  readonly logFolder: string;
  readonly foreignCpu: ForeignCpu;
  readonly say: (line: string) => void;
}
