import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createCellTable, ROLES } from '#adapters/database';

/** Scores, and the jobs that make many of them. */
export class Scoring1764000000900 implements MigrationInterface {
  readonly name = 'Scoring1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await this.score(runner);
    await this.stores(runner);
    await this.jobs(runner);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward');
  }

  /** `store` 0 is shared; each big job has a store, hence a partition, of its own. No default. */
  private async score(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'score',
      columns: `store integer NOT NULL,
        score_id uuid NOT NULL,
        subject_id uuid NOT NULL,
        scored_at timestamptz(3) NOT NULL,
        as_of timestamptz(3) NOT NULL,
        model bytea NOT NULL,
        calibration bytea,
        deployment_version integer NOT NULL,
        status text NOT NULL CHECK (status IN ('scored', 'not_scorable', 'in_default')),
        why text CHECK ((why IS NOT NULL) = (status = 'not_scorable')),
        score smallint,
        pd double precision,
        logit double precision,
        band text,
        pd_low double precision,
        pd_high double precision,
        flags smallint NOT NULL,
        out_of_range text,
        reasons text NOT NULL,
        favourable text,
        coverage text NOT NULL,
        points text,
        input_hash bytea,
        job_id uuid,
        consent_id uuid,
        application_id uuid,
        CONSTRAINT numbers_if_scored CHECK (num_nonnulls(score, pd, logit, band)
          = CASE WHEN status = 'scored' THEN 4 ELSE 0 END),
        CONSTRAINT interval_of_pd CHECK (num_nonnulls(pd_low, pd_high) = 0
          OR (pd_low <= pd AND pd <= pd_high)),
        PRIMARY KEY (cell_id, store, score_id)`,
      partitionBy: 'PARTITION BY LIST (store)',
      grants: { app: 'SELECT, INSERT' },
    });
    await runner.query(
      'CREATE INDEX score_subject ON app.score (cell_id, subject_id, scored_at, score_id)',
    );
    await runner.query(
      `CREATE INDEX score_consent ON app.score (cell_id, consent_id, scored_at, score_id)
       WHERE consent_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX score_job ON app.score (cell_id, job_id, score_id) WHERE job_id IS NOT NULL`,
    );
    await runner.query('CREATE TABLE app.score_shared PARTITION OF app.score FOR VALUES IN (0)');
    await runner.query(`ALTER TABLE app.score_shared OWNER TO ${ROLES.owner}`);
    await runner.query('CREATE SEQUENCE control.score_store AS integer');
    await runner.query(`GRANT USAGE ON SEQUENCE control.score_store TO ${ROLES.control}`);
    await runner.query(`ALTER SEQUENCE control.score_store OWNER TO ${ROLES.owner}`);
  }

  /**
   * COPY FROM is refused into a table with row-level security. So a big job's table is opened bare
   * (INSERT and nothing else, for its cells alone), and closed, indexed and attached when full.
   */
  private async stores(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION app.open_score_store(store integer, cells integer[]) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE child text := 'score_store_' || store;
      BEGIN
        IF store < 1 OR cardinality(cells) = 0 OR 0 = ANY (cells) THEN
          RAISE EXCEPTION 'a store is positive and has cells' USING ERRCODE = '22023';
        END IF;
        IF to_regclass('app.' || child) IS NOT NULL THEN RETURN; END IF;
        EXECUTE format('CREATE TABLE app.%I (LIKE app.score INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child);
        EXECUTE format('ALTER TABLE app.%I ADD CONSTRAINT its_store CHECK (store = %s)', child, store);
        EXECUTE format('ALTER TABLE app.%I ADD CONSTRAINT its_cells CHECK (cell_id = ANY (%L::integer[]))', child, cells);
        EXECUTE format('GRANT INSERT ON app.%I TO ${ROLES.app}', child);
      END $$`);
    await runner.query(`
      CREATE FUNCTION app.close_score_store(store integer) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE child text := 'score_store_' || store;
      BEGIN
        IF to_regclass('app.' || child) IS NULL THEN
          RAISE EXCEPTION 'no such store' USING ERRCODE = '22023';
        END IF;
        IF EXISTS (SELECT 1 FROM pg_inherits WHERE inhrelid = ('app.' || child)::regclass) THEN
          RETURN;
        END IF;
        EXECUTE format('REVOKE ALL ON app.%I FROM ${ROLES.app}', child);
        EXECUTE format('ALTER TABLE app.%I ADD PRIMARY KEY (cell_id, store, score_id)', child);
        EXECUTE format('CREATE INDEX ON app.%I (cell_id, subject_id, scored_at, score_id)', child);
        EXECUTE format('ALTER TABLE app.%I ENABLE ROW LEVEL SECURITY', child);
        EXECUTE format('ALTER TABLE app.%I FORCE ROW LEVEL SECURITY', child);
        EXECUTE format('CREATE POLICY in_cell ON app.%I USING (cell_id = nullif(current_setting(''app.cell_id'', true), '''')::integer)', child);
        EXECUTE format('ALTER TABLE app.score ATTACH PARTITION app.%I FOR VALUES IN (%s)', child, store);
      END $$`);
    for (const signature of [
      'open_score_store(integer, integer[])',
      'close_score_store(integer)',
    ]) {
      await runner.query(`ALTER FUNCTION app.${signature} OWNER TO ${ROLES.owner}`);
      await runner.query(`REVOKE ALL ON FUNCTION app.${signature} FROM PUBLIC`);
      await runner.query(`GRANT EXECUTE ON FUNCTION app.${signature} TO ${ROLES.app}`);
    }
  }

  private async jobs(runner: QueryRunner): Promise<void> {
    await createCellTable(runner, {
      name: 'job',
      columns: `job_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('person', 'firm')),
        model text NOT NULL,
        deployment_version integer NOT NULL,
        model_owner uuid NOT NULL,
        calibration text,
        scale json NOT NULL,
        as_of timestamptz(3) NOT NULL,
        store integer,
        status text NOT NULL CHECK (status IN ('planning', 'running', 'finishing', 'done', 'failed')),
        subject_count bigint NOT NULL DEFAULT 0,
        chunk_count integer NOT NULL DEFAULT 0,
        chunks_done integer NOT NULL DEFAULT 0,
        scored_count bigint NOT NULL DEFAULT 0,
        states json NOT NULL DEFAULT '{"scored":0,"not_scorable":0,"in_default":0}',
        skipped json NOT NULL DEFAULT '{}',
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        PRIMARY KEY (cell_id, job_id)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
    await createCellTable(runner, {
      name: 'job_chunk',
      columns: `job_id uuid NOT NULL,
        chunk_no integer NOT NULL,
        after_subject_id uuid NOT NULL,
        upto_subject_id uuid NOT NULL,
        subject_count integer NOT NULL,
        scored_count integer,
        states json,
        skipped json,
        done_at timestamptz(3),
        PRIMARY KEY (cell_id, job_id, chunk_no)`,
      grants: { app: 'SELECT, INSERT, UPDATE' },
    });
  }
}
