import type { Scale, SubjectKind } from '#score-engine';
import type { Statement, Tx } from '#adapters/database';

/** What a tenant scores a kind of subject with; one a kind, in its home cell. */
export interface Deployment {
  readonly kind: SubjectKind;
  readonly sha256: string;
  /** By whose leave: its own, or that of the owner who licensed it. */
  readonly ownerTenantId: string;
  readonly scale: Scale;
  readonly deployedAt: Date;
}

interface DeploymentRow {
  readonly kind: SubjectKind;
  readonly sha256: string;
  readonly owner_tenant_id: string;
  readonly base_score: number;
  readonly base_odds: number;
  readonly points_to_double_odds: number;
  readonly score_min: number;
  readonly score_max: number;
  readonly deployed_at: Date;
}

const PUT: Statement = {
  name: 'deployment_put',
  text: `INSERT INTO app.deployment (cell_id, kind, sha256, owner_tenant_id, base_score, base_odds,
      points_to_double_odds, score_min, score_max, deployed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (cell_id, kind) DO UPDATE SET sha256 = excluded.sha256,
      owner_tenant_id = excluded.owner_tenant_id,
      base_score = excluded.base_score, base_odds = excluded.base_odds,
      points_to_double_odds = excluded.points_to_double_odds, score_min = excluded.score_min,
      score_max = excluded.score_max, deployed_at = excluded.deployed_at`,
};
const READ: Statement = {
  name: 'deployment_read',
  text: `SELECT kind, sha256, owner_tenant_id, base_score, base_odds, points_to_double_odds, score_min,
      score_max, deployed_at
    FROM app.deployment WHERE cell_id = $1 AND kind = $2`,
};

/** Makes this the deployment of its kind. */
export function putDeployment(tx: Tx, deployment: Deployment): void {
  const { kind, sha256, ownerTenantId, scale, deployedAt } = deployment;
  const { baseScore, baseOdds, pdo, min, max } = scale;
  const values = [kind, sha256, ownerTenantId, baseScore, baseOdds, pdo, min, max, deployedAt];
  tx.send(PUT, [tx.cell.cellId, ...values]);
}

/** What is deployed for a kind in this (home) cell. */
export async function readDeployment(tx: Tx, kind: SubjectKind): Promise<Deployment | undefined> {
  const [row] = await tx.query<DeploymentRow>(READ, [tx.cell.cellId, kind]);
  if (!row) return undefined;
  return {
    kind: row.kind,
    sha256: row.sha256,
    ownerTenantId: row.owner_tenant_id,
    scale: {
      baseScore: row.base_score,
      baseOdds: row.base_odds,
      pdo: row.points_to_double_odds,
      min: row.score_min,
      max: row.score_max,
    },
    deployedAt: row.deployed_at,
  };
}
