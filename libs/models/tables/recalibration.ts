import type { Statement, Tx } from '#adapters/database';

/**
 * A map of a licensed model's logit that a recipient's own outcomes asked for. Named by the SHA-256
 * of its canonical text and kept for ever, as scores name it; lives in the recipient's home cell.
 */
export interface Recalibration {
  readonly sha256: string;
  /** SHA-256 of the model. */
  readonly model: string;
  readonly slope: number;
  readonly intercept: number;
  readonly rows: number;
  readonly bads: number;
  /** Outcomes were known up to this instant. */
  readonly asOf: Date;
}

const COLUMNS = 'sha256, model, slope, intercept, rows, bads, as_of AS "asOf"';
const PUT: Statement = {
  name: 'recalibration_put',
  text: `INSERT INTO app.recalibration (cell_id, sha256, model, slope, intercept, rows, bads, as_of,
      in_force_since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (cell_id, sha256) DO UPDATE SET in_force_since = excluded.in_force_since`,
};
const IN_FORCE: Statement = {
  name: 'recalibration_in_force',
  text: `SELECT ${COLUMNS} FROM app.recalibration WHERE cell_id = $1 AND model = $2
    ORDER BY in_force_since DESC, sha256 LIMIT 1`,
};
const READ: Statement = {
  name: 'recalibration_read',
  text: `SELECT ${COLUMNS} FROM app.recalibration WHERE cell_id = $1 AND sha256 = $2`,
};

/** Keeps a map and puts it in force from now on; one that is kept already is in force again. */
export function putRecalibration(tx: Tx, map: Recalibration, now: Date): void {
  const { sha256, model, slope, intercept, rows, bads, asOf } = map;
  tx.send(PUT, [tx.cell.cellId, sha256, model, slope, intercept, rows, bads, asOf, now]);
}

/** The map in force for a model in this (home) cell; undefined when there is none. */
export async function recalibrationInForce(
  tx: Tx,
  model: string,
): Promise<Recalibration | undefined> {
  const [map] = await tx.query<Recalibration>(IN_FORCE, [tx.cell.cellId, model]);
  return map;
}

/** A map of this (home) cell, in force or not. */
export async function readRecalibration(
  tx: Tx,
  sha256: string,
): Promise<Recalibration | undefined> {
  const [map] = await tx.query<Recalibration>(READ, [tx.cell.cellId, sha256]);
  return map;
}
