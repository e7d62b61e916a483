import { type Actor, canonicalJson, type Clock, err, invariant, ok, type Result } from '#kernel';
import { CONTROL_CELL, type Operation, type Tx, type UnitOfWork } from '#adapters/database';
import { record } from '#audit';
import { fitCalibration, isUnseen, type CalibrationRefusal } from '#learn-engine';
import { Calibration, type CalibrationMap, type Scorer, studiedIn } from '#score-engine';
import type { ReadTrainingRows, TrainingRows } from '#subjects';
import type { Cells } from '#tenancy';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { controlOperation } from './control-operation.js';
import { modelRecalibrated, modelRegistered } from './events.js';
import { type AnyArtefact, type ReadArtefact, readArtefact } from './read-artefact.js';
import { sha256 } from './sha256.js';
import { keepBody, readBody } from './tables/artefact.js';
import { findUsable, insertModel, type ModelOwner } from './tables/model.js';
import { putRecalibration, readRecalibration } from './tables/recalibration.js';

/** The fewest bads that a map is fitted on. */
export const CALIBRATION_BADS_MIN = 100;

/** Which model, and up to when outcomes are known; features are its horizon earlier. */
export interface CalibrateRequest {
  readonly sha256: string;
  readonly asOf: Date;
}

type FitRefusal =
  | {
      readonly code: 'calibration-too-few-bads';
      readonly rows: number;
      readonly bads: number;
      readonly badsMin: number;
    }
  | CalibrationRefusal;

/** Why no map is fitted, in the order in which it is checked. */
export type CalibrateModelRefusal =
  | { readonly code: 'model-not-found' }
  | { readonly code: 'model-attribute-studied'; readonly attribute: string }
  | FitRefusal;

/** A map, and what to score with so that it is used. */
export interface CalibratedModel extends CalibrationMap {
  /** The owner's new artefact; for a licensed model that model, as the map is in force for it. */
  readonly model: string;
  /** The name of the recipient's map; null where a new artefact holds it. */
  readonly recalibration: string | null;
  readonly rows: number;
  readonly bads: number;
}

/**
 * Fits an increasing map of a model's logit to a tenant's own outcomes. The owner gets a new
 * artefact that names its parent; a recipient gets a map of its own, in force at once, so that its
 * scores are no longer flagged as calibrated for somebody else.
 */
export class CalibrateModel {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly readRows: ReadTrainingRows,
    private readonly clock: Clock,
  ) {}

  /** Point in time: features as of the horizon before `asOf`, outcomes since; nothing later. */
  async execute(
    actor: Actor,
    tenant: ModelOwner,
    request: CalibrateRequest,
    operation?: Operation,
  ): Promise<Result<CalibratedModel, CalibrateModelRefusal>> {
    const found = await this.work.run(CONTROL_CELL, async (tx) => {
      const usable = await findUsable(tx, tenant, request.sha256);
      return usable && { ...usable, stored: await readBody(tx, request.sha256) };
    });
    if (!found?.stored) return err({ code: 'model-not-found' });
    const read = readArtefact(JSON.parse(found.stored.body));
    invariant(read.ok, 'a kept artefact is sound and fits the feature set');
    const [attribute] = studiedIn(read.value.artefact.features);
    // No vector that is kept holds it, so there are no rows to fit to.
    if (attribute !== undefined) return err({ code: 'model-attribute-studied', attribute });
    const own = found.ownerTenantId === tenant.tenantId;
    const rows = await this.outcomesOf(tenant, read.value, request.asOf);
    const sample = own ? notLearntFrom(read.value.artefact, rows) : rows;
    const fitted = fit(own ? read.value.uncalibrated : read.value.scorer, sample);
    const made = { actor, tenant, request, now: this.clock.now() };
    if (own) {
      const { artefact } = read.value;
      return this.work.once(CONTROL_CELL, controlOperation(tenant, operation), {
        first: async (tx) => keptOrRefused(fitted, (map) => keepArtefact(tx, made, artefact, map)),
        again: async (tx, reference) => againFrom(reference, (hash) => artefactAgain(tx, hash)),
      });
    }
    const home = await this.cells.home(tenant.tenantId, tenant.mode);
    return this.work.once(home, operation, {
      first: async (tx) => keptOrRefused(fitted, async (map) => putInForce(tx, made, map)),
      again: async (tx, reference) => againFrom(reference, (hash) => recalibrationAgain(tx, hash)),
    });
  }

  /** The tenant's subjects with a known outcome. */
  private async outcomesOf(
    { tenantId, mode }: ModelOwner,
    { artefact }: ReadArtefact,
    until: Date,
  ): Promise<TrainingRows> {
    const { kind, horizonMonths } = artefact;
    const asOf = DateTime.fromJSDate(until, { zone: 'utc' })
      .minus({ months: horizonMonths })
      .toJSDate();
    return this.readRows.execute({ tenantId, mode, kind, asOf, until });
  }
}

interface Fitted extends CalibrationMap {
  readonly rows: number;
  readonly bads: number;
}

interface Made {
  readonly actor: Actor;
  readonly tenant: ModelOwner;
  readonly request: CalibrateRequest;
  readonly now: Date;
}

type Outcome = Result<CalibratedModel, CalibrateModelRefusal>;

const Reference = z.union([
  z.object({ kept: z.string() }),
  z.object({
    refused: z.discriminatedUnion('code', [
      z.object({
        code: z.literal('calibration-too-few-bads'),
        rows: z.number(),
        bads: z.number(),
        badsMin: z.number(),
      }),
      z.object({
        code: z.literal('calibration-not-rising'),
        slope: z.number(),
        intercept: z.number(),
      }),
    ]),
  }),
]);
type Reference = z.infer<typeof Reference>;

/** A refusal is the operation's answer, too: by then all rows have been read for it. */
async function keptOrRefused(
  fitted: Result<Fitted, FitRefusal>,
  keep: (map: Fitted) => Promise<CalibratedModel>,
): Promise<{ readonly value: Outcome; readonly reference: Reference }> {
  if (!fitted.ok) return { value: fitted, reference: { refused: fitted.error } };
  const made = await keep(fitted.value);
  return { value: ok(made), reference: { kept: made.recalibration ?? made.model } };
}

async function againFrom(
  stored: unknown,
  read: (hash: string) => Promise<CalibratedModel>,
): Promise<Outcome> {
  const reference = Reference.parse(stored);
  return 'kept' in reference ? ok(await read(reference.kept)) : err(reference.refused);
}

async function keepArtefact(
  tx: Tx,
  { actor, tenant, request, now }: Made,
  parent: AnyArtefact,
  fitted: Fitted,
): Promise<CalibratedModel> {
  const fittedOn = `outcomes of the owner’s own subjects up to ${request.asOf.toISOString()}`;
  const artefact = {
    ...parent,
    calibration: { ...fitted, fittedOn },
    provenance: { ...parent.provenance, parent: request.sha256 },
  };
  const body = canonicalJson(artefact);
  const hash = sha256(body);
  keepBody(tx, { sha256: hash, kind: artefact.kind, body });
  const name = `calibrated from ${request.sha256.slice(0, 12)}`;
  if (await insertModel(tx, tenant, { sha256: hash, name, createdAt: now }))
    record(tx, actor, modelRegistered(tenant, { sha256: hash, how: 'calibrated' }, actor), now);
  return { model: hash, recalibration: null, ...fitted };
}

function putInForce(tx: Tx, { actor, request, now }: Made, fitted: Fitted): CalibratedModel {
  const { sha256: model, asOf } = request;
  const named = { format: 'assay-calibration@1', model, asOf: asOf.toISOString(), ...fitted };
  const hash = sha256(canonicalJson(named));
  putRecalibration(tx, { sha256: hash, model, asOf, ...fitted }, now);
  record(tx, actor, modelRecalibrated(model, hash), now);
  return { model, recalibration: hash, ...fitted };
}

function fit(scorer: Scorer, { x, y }: TrainingRows): Result<Fitted, FitRefusal> {
  const rows = y.length;
  const bads = y.reduce((sum, bad) => sum + bad, 0);
  if (bads < CALIBRATION_BADS_MIN)
    return err({ code: 'calibration-too-few-bads', rows, bads, badsMin: CALIBRATION_BADS_MIN });
  const logit = new Float64Array(rows);
  const batch = { rows, features: x, layout: 'rows', withheld: null } as const;
  scorer.score(batch, { logit, reasons: null, contributions: null });
  const map = fitCalibration(logit, y);
  if (!map.ok) return map;
  const { slope, intercept } = map.value;
  return ok({ slope, intercept, rows, bads });
}

/** An owner's scorecard may have been learnt from these very subjects: those that it knows leave. */
function notLearntFrom(artefact: AnyArtefact, rows: TrainingRows): TrainingRows {
  if (artefact.format !== 'assay-scorecard@1') return rows;
  const { seed, unseenShare } = artefact.provenance.split;
  return unseenOf(rows, (reference) => isUnseen(reference, seed, unseenShare));
}

function unseenOf(
  { ids, references, x, y }: TrainingRows,
  unseen: (reference: string) => boolean,
): TrainingRows {
  const at = [...references.keys()].filter((row) => unseen(references[row] ?? ''));
  const width = references.length === 0 ? 0 : x.length / references.length;
  const picked = new Float64Array(at.length * width);
  at.forEach((row, to) => {
    picked.set(x.subarray(row * width, (row + 1) * width), to * width);
  });
  return {
    ids: at.map((row) => ids[row] ?? ''),
    references: at.map((row) => references[row] ?? ''),
    x: picked,
    y: Uint8Array.from(at, (row) => y[row] ?? 0),
  };
}

async function artefactAgain(tx: Tx, model: string): Promise<CalibratedModel> {
  const stored = await readBody(tx, model);
  invariant(stored, 'an artefact is kept for ever');
  const { slope, intercept, rows, bads } = Kept.parse(JSON.parse(stored.body)).calibration;
  return { model, recalibration: null, slope, intercept, rows, bads };
}

const Kept = z.object({ calibration: Calibration });

async function recalibrationAgain(tx: Tx, hash: string): Promise<CalibratedModel> {
  const map = await readRecalibration(tx, hash);
  invariant(map, 'a map is kept for ever');
  const { model, slope, intercept, rows, bads } = map;
  return { model, recalibration: hash, slope, intercept, rows, bads };
}
