import type { Statement, Tx } from '#adapters/database';

/** One decision of the gate. Never changed. */
export interface AccessDecision {
  readonly decisionId: string;
  readonly at: Date;
  readonly consentId: string;
  readonly recipientTenantId: string;
  readonly actorId: string;
  readonly outcome: 'allowed' | 'denied';
  /** Whether it let an earlier answer be given again, without opening anything new. */
  readonly again: boolean;
  /** Why it was denied; null when it was not. */
  readonly code: string | null;
  /** What was handed over; empty when denied. */
  readonly clusters: readonly string[];
  readonly requestId: string;
}

interface DecisionRow {
  readonly decision_id: string;
  readonly at: Date;
  readonly consent_id: string;
  readonly recipient_tenant_id: string;
  readonly actor_id: string;
  readonly outcome: 'allowed' | 'denied';
  readonly again: boolean;
  readonly code: string | null;
  readonly clusters: string[];
  readonly request_id: string;
}

// unnest flattens arrays of arrays, so clusters travel as lists joined by commas.
const INSERT: Statement = {
  name: 'access_decision_insert',
  text: `INSERT INTO app.access_decision (cell_id, at, decision_id, consent_id,
      recipient_tenant_id, actor_id, outcome, again, code, clusters, request_id)
    SELECT $1, $2, d.decision_id, d.consent_id, d.recipient_tenant_id, d.actor_id, d.outcome,
      d.again, d.code, string_to_array(d.clusters, ','), d.request_id
    FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::boolean[],
      $9::text[], $10::text[], $11::text[])
      AS d (decision_id, consent_id, recipient_tenant_id, actor_id, outcome, again, code, clusters,
        request_id)`,
};

/** Writes the decisions of one instant, in the provider's cell. */
export function insertDecisions(tx: Tx, decisions: readonly AccessDecision[], at: Date): void {
  if (decisions.length === 0) return;
  tx.send(INSERT, [
    tx.cell.cellId,
    at,
    decisions.map((one) => one.decisionId),
    decisions.map((one) => one.consentId),
    decisions.map((one) => one.recipientTenantId),
    decisions.map((one) => one.actorId),
    decisions.map((one) => one.outcome),
    decisions.map((one) => one.again),
    decisions.map((one) => one.code),
    decisions.map((one) => one.clusters.join(',')),
    decisions.map((one) => one.requestId),
  ]);
}

/** A place in the list of decisions: the decision after which the next page begins. */
export interface DecisionCursor {
  readonly at: Date;
  readonly decisionId: string;
}

const READ: Statement = {
  name: 'access_decision_read',
  text: `SELECT decision_id, at, consent_id, recipient_tenant_id, actor_id, outcome, again,
      code, clusters, request_id
    FROM app.access_decision
    WHERE cell_id = $1 AND consent_id = $2 AND (at, decision_id) < ($3, $4)
    ORDER BY at DESC, decision_id DESC LIMIT $5`,
};

const FROM_THE_LATEST: DecisionCursor = {
  at: new Date('9999-12-31T00:00:00Z'),
  decisionId: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
};

/** Decisions on a consent, the latest first; tx stands in the provider's cell. */
export async function readDecisions(
  tx: Tx,
  consentId: string,
  limit: number,
  after: DecisionCursor = FROM_THE_LATEST,
): Promise<readonly AccessDecision[]> {
  const values = [tx.cell.cellId, consentId, after.at, after.decisionId, limit];
  const rows = await tx.query<DecisionRow>(READ, values);
  return rows.map((row) => ({
    decisionId: row.decision_id,
    at: row.at,
    consentId: row.consent_id,
    recipientTenantId: row.recipient_tenant_id,
    actorId: row.actor_id,
    outcome: row.outcome,
    again: row.again,
    code: row.code,
    clusters: row.clusters,
    requestId: row.request_id,
  }));
}
