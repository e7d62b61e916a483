import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';

const INT8 = 20;
const DATE = 1082;

/** Reads bigint as a safe integer or throws; leaves `date` as its text (pg shifts it by the zone). */
function setTypeParsers(): void {
  pg.types.setTypeParser(INT8, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new Error('A bigint is beyond 2^53');
    return value;
  });
  pg.types.setTypeParser(DATE, (text) => text);
}

/** Options of a pipelined TypeORM pool. */
export function pipelined(
  name: string,
  url: string,
  poolSize: number,
  entities: NonNullable<DataSourceOptions['entities']>,
): DataSourceOptions & { readonly name: string } {
  setTypeParsers();
  const options: DataSourceOptions = {
    type: 'postgres',
    // The very one whose parsers are set above: TypeORM would look for its own.
    driver: pg,
    url,
    poolSize,
    entities,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    applicationName: `assay ${name}`,
    extra: { pipeline: true },
  };
  return { ...options, name };
}
