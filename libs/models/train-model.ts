import { type Actor, ok, type Result } from '#kernel';
import {
  fairnessTable,
  type FairnessTable,
  isUnseen,
  trainScorecard,
  type TrainingRefusal,
} from '#learn-engine';
import { type Artefact, compileScorecard, pdOf, scoreBatch, type SubjectKind } from '#score-engine';
import {
  type FairnessAttributes,
  FEATURE_SETS,
  type ReadFairnessAttributes,
  type ReadTrainingRows,
  type TrainingRows,
} from '#subjects';
import { DateTime } from 'luxon';
import type { ImportModel, ImportModelRefusal, RegisteredModel } from './import-model.js';
import type { ModelOwner } from './tables/model.js';

/** What a model is to be learnt from. */
export interface TrainRequest {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Outcomes are known up to this instant; features are as of `horizonMonths` before it. */
  readonly asOf: Date;
  readonly horizonMonths: number;
  /** What is predicted: `90 days late`. */
  readonly event: string;
  readonly population: string;
  readonly seed: number;
}

/** A model, and how it treats groups that it may not know of. */
export interface TrainedModel extends RegisteredModel {
  readonly artefact: Artefact;
  readonly rows: TrainingRows;
  /** Of unseen subjects, by prohibited attribute; only those on which the tenant holds data. */
  readonly fairness: Readonly<Record<string, FairnessTable>>;
}

/** Why no model was learnt. */
export type TrainModelRefusal = TrainingRefusal | ImportModelRefusal;

/** Learns a points scorecard from a tenant's own subjects and keeps it as an artefact. */
export class TrainModel {
  constructor(
    private readonly readRows: ReadTrainingRows,
    private readonly readAttributes: ReadFairnessAttributes,
    private readonly importModel: ImportModel,
  ) {}

  /** Deterministic: the same data and request give the same artefact, to the byte. */
  async execute(
    actor: Actor,
    owner: ModelOwner,
    request: TrainRequest,
  ): Promise<Result<TrainedModel, TrainModelRefusal>> {
    const { kind, horizonMonths, name, seed, event, population } = request;
    const asOf = DateTime.fromJSDate(request.asOf, { zone: 'utc' })
      .minus({ months: horizonMonths })
      .toJSDate();
    const { tenantId, mode } = owner;
    const question = { tenantId, mode, kind, asOf, until: request.asOf };
    const rows = await this.readRows.execute(question);
    const { definitions, hash } = FEATURE_SETS[kind];
    const artefact = trainScorecard({
      definitions,
      featureSetHash: hash,
      x: rows.x,
      y: rows.y,
      subjectIds: rows.references,
      seed,
      event,
      horizonMonths,
      population,
      asOf,
      dataHash: null,
    });
    if (!artefact.ok) return artefact;
    const model = { name, artefact: artefact.value, how: 'trained' } as const;
    const kept = await this.importModel.execute(actor, owner, model);
    if (!kept.ok) return kept;
    const { value: learnt } = artefact;
    const fairness = kind === 'person' ? await this.fairnessOf(owner, rows, learnt) : {};
    return ok({ ...kept.value, artefact: learnt, rows, fairness });
  }

  private async fairnessOf(
    { tenantId, mode }: ModelOwner,
    rows: TrainingRows,
    artefact: Artefact,
  ): Promise<Record<string, FairnessTable>> {
    const attributes = await this.readAttributes.execute(tenantId, mode);
    const { seed, unseenShare } = artefact.provenance.split;
    const at = [...rows.references.keys()].filter((row) =>
      isUnseen(rows.references[row] ?? '', seed, unseenShare),
    );
    const pds = pdsOf(artefact, rows);
    const unseen = {
      pd: Float64Array.from(at, (row) => pds[row] ?? Number.NaN),
      bad: Uint8Array.from(at, (row) => rows.y[row] ?? 0),
    };
    const tables: Record<string, FairnessTable> = {};
    for (const [name, groupOf] of Object.entries(GROUPS)) {
      const groups = at.map((row) => groupOf(attributes.get(rows.ids[row] ?? '')) ?? null);
      if (groups.some((group) => group !== null))
        tables[name] = fairnessTable({ ...unseen, groups, refusedShare: REFUSED_SHARE });
    }
    return tables;
  }
}

/** The riskiest share that is refused in the fairness tables. */
const REFUSED_SHARE = 0.2;

type GroupOf = (attributes: FairnessAttributes | undefined) => string | null | undefined;

const GROUPS = {
  sex: (of) => of?.sex,
  marital_status: (of) => of?.maritalStatus,
  nationality: (of) => of?.nationality,
  group: (of) => of?.group,
  birth_decade: (of) => decadeOf(of?.birthYear),
} as const satisfies Record<string, GroupOf>;

const decadeOf = (year: number | null | undefined): string | null =>
  typeof year === 'number' ? `${String(Math.floor(year / 10))}0s` : null;

function pdsOf(artefact: Artefact, rows: TrainingRows): Float64Array {
  const card = compileScorecard(artefact, FEATURE_SETS[artefact.kind].definitions);
  if (!card.ok) throw new Error(card.error.message);
  const logit = new Float64Array(rows.y.length);
  const batch = { rows: rows.y.length, features: rows.x, layout: 'rows', withheld: null } as const;
  scoreBatch(card.value, batch, { logit, reasons: null, contributions: null });
  return logit.map(pdOf);
}
