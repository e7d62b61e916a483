import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { CONTROL_CELL_ID } from '#kernel';
import { CopyWork } from './copy-work.js';
import { pipelined } from './data-source.js';
import { UnitOfWork } from './unit-of-work.js';

/** A plain pool as the app's role, for COPY, streams and cursors. */
export const COPY_POOL = Symbol('copy pool');
/** A plain pool as the relay's role: sees every cell's outbox, and nothing else. */
export const RELAY_POOL = Symbol('relay pool');

/** Where the database is, and how wide the pools are. */
export interface DatabaseOptions {
  readonly appUrl: string;
  readonly controlUrl: string;
  readonly relayUrl: string;
  /** Connections of the pipelined pool; the others are smaller. */
  readonly poolSize: number;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
}

const SMALL_POOL = 4;

/** Pools as the production roles, and the UnitOfWork over them. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  private static readonly plain: pg.Pool[] = [];

  static forRoot(options: DatabaseOptions): DynamicModule {
    const { appUrl, controlUrl, relayUrl, poolSize, entities } = options;
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot(pipelined('app', appUrl, poolSize, entities)),
        TypeOrmModule.forRoot(pipelined('control', controlUrl, poolSize, entities)),
      ],
      providers: [
        {
          provide: UnitOfWork,
          inject: [getDataSourceToken('app'), getDataSourceToken('control')],
          useFactory: (app: DataSource, control: DataSource) =>
            new UnitOfWork({ of: (cell) => (cell.cellId === CONTROL_CELL_ID ? control : app) }),
        },
        { provide: COPY_POOL, useFactory: () => plainPool(appUrl, 'assay copy') },
        {
          provide: CopyWork,
          inject: [COPY_POOL],
          useFactory: (pool: pg.Pool) => new CopyWork(pool),
        },
        { provide: RELAY_POOL, useFactory: () => plainPool(relayUrl, 'assay relay') },
      ],
      exports: [UnitOfWork, CopyWork, COPY_POOL, RELAY_POOL],
    };
  }

  /** Ends the plain pools; TypeORM ends its own. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(DatabaseModule.plain.splice(0).map((pool) => pool.end()));
  }

  /** Remembers a plain pool, so that shutdown ends it. */
  static keep(pool: pg.Pool): pg.Pool {
    DatabaseModule.plain.push(pool);
    return pool;
  }
}

function plainPool(connectionString: string, name: string): pg.Pool {
  return DatabaseModule.keep(
    new pg.Pool({ connectionString, max: SMALL_POOL, application_name: name }),
  );
}
