import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';

/** What a shadow model said beside a score; nulls where it could not score what was shared. */
export interface ShadowScore {
  readonly kind: SubjectKind;
  readonly deploymentVersion: number;
  /** SHA-256 of the shadow's artefact, hexadecimal. */
  readonly model: string;
  /** The score that was given. */
  readonly scoreId: string;
  readonly scoredAt: Date;
  /** Null where the given score has no number. */
  readonly givenPd: number | null;
  readonly score: number | null;
  readonly pd: number | null;
  readonly logit: number | null;
}

/** How a shadow did in one cell; sums, so that cells add up. */
export interface ShadowCounts {
  readonly model: string;
  readonly scored: number;
  readonly notScored: number;
  /** Over those scored by both: PD of the shadow, PD that was given, their distance. */
  readonly pdSum: number;
  readonly givenPdSum: number;
  readonly distanceSum: number;
}

const INSERT: Statement = {
  name: 'shadow_score_insert',
  text: `INSERT INTO app.shadow_score (cell_id, kind, deployment_version, model, score_id, scored_at,
      given_pd, score, pd, logit)
    SELECT $1, kind, deployment_version, decode(model, 'hex'), score_id, scored_at, given_pd, score,
      pd, logit
    FROM unnest($2::text[], $3::integer[], $4::text[], $5::uuid[], $6::timestamptz[], $7::float8[],
      $8::smallint[], $9::float8[], $10::float8[])
      AS made (kind, deployment_version, model, score_id, scored_at, given_pd, score, pd, logit)`,
};
const COUNT: Statement = {
  name: 'shadow_score_count',
  text: `SELECT encode(model, 'hex') AS model, count(pd + given_pd) AS scored,
      count(*) - count(pd + given_pd) AS "notScored",
      coalesce(sum(pd) FILTER (WHERE given_pd IS NOT NULL), 0) AS "pdSum",
      coalesce(sum(given_pd) FILTER (WHERE pd IS NOT NULL), 0) AS "givenPdSum",
      coalesce(sum(abs(pd - given_pd)), 0) AS "distanceSum"
    FROM app.shadow_score WHERE cell_id = $1 AND kind = $2 AND deployment_version = $3
    GROUP BY model ORDER BY model`,
};

/** Keeps what shadows said, beside the scores that were given. */
export function insertShadowScores(tx: Tx, shadows: readonly ShadowScore[]): void {
  const column = <T>(of: (shadow: ShadowScore) => T): T[] => shadows.map(of);
  tx.send(INSERT, [
    tx.cell.cellId,
    column(({ kind }) => kind),
    column(({ deploymentVersion }) => deploymentVersion),
    column(({ model }) => model),
    column(({ scoreId }) => scoreId),
    column(({ scoredAt }) => scoredAt),
    column(({ givenPd }) => givenPd),
    column(({ score }) => score),
    column(({ pd }) => pd),
    column(({ logit }) => logit),
  ]);
}

/** How the shadows of a deployment did in this cell. */
export async function countShadowScores(
  tx: Tx,
  of: { readonly kind: SubjectKind; readonly version: number },
): Promise<ShadowCounts[]> {
  return tx.query<ShadowCounts>(COUNT, [tx.cell.cellId, of.kind, of.version]);
}
