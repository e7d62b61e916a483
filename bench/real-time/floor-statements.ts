/** The one look-up: the consent with the features that it opens, and what the operation left. */
export const LOOK_UP = {
  name: 'look_up',
  text: `SELECT c.status, c.version, c.subject_id, c.purpose, c.application_id, c.expires_at,
      c.recipient_tenant_id, c.window_reads, c.frequency_value, c.clusters, f.as_of, f.packed,
      o.reference
    FROM floor.consent c
      JOIN floor.subject_features f
        ON f.cell_id = $1 AND f.feature_set = $2 AND f.subject_id = c.subject_id
      LEFT JOIN floor.operation o ON o.cell_id = $3 AND o.operation_id = $5
    WHERE c.cell_id = $1 AND c.consent_id = $4`,
};

/** The one write: counter, decision, score, operation, an audit entry for each side. */
export const WRITE = {
  name: 'write',
  text: `WITH counted AS (
      UPDATE floor.consent SET window_reads = window_reads + 1, window_start = $3
      WHERE cell_id = $1 AND consent_id = $4 AND status = 'ACTIVE' RETURNING consent_id
    ), decided AS (
      INSERT INTO floor.access_decision (cell_id, at, decision_id, consent_id,
        recipient_tenant_id, actor_id, outcome, again, clusters, request_id)
      SELECT $1, $3, $5, consent_id, $6, $7, 'allowed', false, $8, $9 FROM counted
    ), scored AS (
      INSERT INTO floor.score (cell_id, store, score_id, subject_id, scored_at, as_of, model,
        score, pd, logit, band, flags, reasons, coverage, points, consent_id, application_id)
      SELECT $2, 0, $10, $11, $3, $12, $13, $14, $15, $16, $17, 0, $18, '', $19, consent_id, $20
      FROM counted
    ), kept AS (
      INSERT INTO floor.operation (cell_id, operation_id, fingerprint, reference, created_at)
      SELECT $2, $21, $22, $23, $3 FROM counted
    )
    INSERT INTO floor.audit_entry (cell_id, entry_id, at, action, outcome, actor_kind, actor_id,
      subject_id, consent_id, resource_kind, resource_id, request_id, canonical)
    SELECT side.cell_id, side.entry_id, $3, side.action, 'success', 'api_key', $7, side.subject_id,
      consent_id, side.kind, side.resource_id, $9, side.canonical
    FROM counted, unnest($24::integer[], $25::uuid[], $26::text[], $27::uuid[], $28::text[],
      $29::text[], $30::text[])
      AS side (cell_id, entry_id, action, subject_id, kind, resource_id, canonical)`,
};
