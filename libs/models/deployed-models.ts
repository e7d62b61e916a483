import { type Clock, invariant, type Mode } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import type { Applicability, Scale, Scorer, SubjectKind } from '#score-engine';
import type { Cells } from '#tenancy';
import { type AnyArtefact, readArtefact } from './read-artefact.js';
import { readBody } from './tables/artefact.js';
import { readDeployment } from './tables/deployment.js';

/** A deployment is read again after this, so that a change is in force everywhere within it. */
const FRESH_MS = 1000;
/** Compiled artefacts kept in memory. */
const ARTEFACTS_MAX = 64;
/** And no more when their texts are this long together: what is compiled is some times as large. */
const TEXTS_MAX = 64 * 1024 * 1024;

/** What is asked of an artefact that scores; the file that it may hold is let go. */
type Card = Pick<AnyArtefact, 'kind' | 'event' | 'horizonMonths' | 'features'>;

/** An artefact made ready to score. Immutable, so kept by hash. */
export interface ReadyModel {
  readonly sha256: string;
  readonly artefact: Card;
  readonly scorer: Scorer;
  readonly applicability: Applicability;
}

/** What a tenant scores with now. */
export interface DeployedModel extends ReadyModel {
  /** By whose leave: the tenant's own, or that of the owner who licensed it. */
  readonly ownerTenantId: string;
  readonly scale: Scale;
  /** Used by another tenant than its owner: answered with its home outcome, and flagged. */
  readonly notCalibratedForRecipient: boolean;
}

interface Remembered {
  readonly until: number;
  readonly model: Promise<DeployedModel | undefined>;
}

/** Models ready in memory: by hash for ever, by deployment for a second. */
export class DeployedModels {
  private textsHeld = 0;
  private readonly byHash = new Map<string, Promise<ReadyModel>>();
  private readonly byDeployment = new Map<string, Remembered>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly clock: Clock,
  ) {}

  /** What the tenant has deployed for a kind of subject; undefined when nothing. */
  async of(tenantId: string, mode: Mode, kind: SubjectKind): Promise<DeployedModel | undefined> {
    const key = `${tenantId} ${mode} ${kind}`;
    const now = this.clock.now().getTime();
    const known = this.byDeployment.get(key);
    if (known && known.until > now) return known.model;
    const model = this.read(tenantId, mode, kind);
    this.byDeployment.set(key, { until: now + FRESH_MS, model });
    model.catch(() => this.byDeployment.delete(key));
    return model;
  }

  /** The artefact of a hash that a row of the tenant's names (deployment, job, score), compiled. */
  async ready(sha256: string): Promise<ReadyModel> {
    const known = this.byHash.get(sha256);
    if (known) return known;
    if (this.byHash.size >= ARTEFACTS_MAX || this.textsHeld >= TEXTS_MAX) {
      this.byHash.clear();
      this.textsHeld = 0;
    }
    const ready = this.load(sha256);
    this.byHash.set(sha256, ready);
    ready.catch(() => this.byHash.delete(sha256));
    return ready;
  }

  private async read(
    tenantId: string,
    mode: Mode,
    kind: SubjectKind,
  ): Promise<DeployedModel | undefined> {
    const home = await this.cells.home(tenantId, mode);
    const deployment = await this.work.run(home, (tx) => readDeployment(tx, kind));
    if (!deployment) return undefined;
    const model = await this.ready(deployment.sha256);
    const { ownerTenantId, scale } = deployment;
    const notCalibratedForRecipient = ownerTenantId !== tenantId;
    return { ...model, ownerTenantId, scale, notCalibratedForRecipient };
  }

  private async load(sha256: string): Promise<ReadyModel> {
    const stored = await this.work.run(CONTROL_CELL, (tx) => readBody(tx, sha256));
    invariant(stored, 'a deployed artefact is kept');
    const read = readArtefact(JSON.parse(stored.body));
    invariant(read.ok, 'a kept artefact is sound and fits the feature set');
    this.textsHeld += stored.body.length;
    const { kind, event, horizonMonths, features } = read.value.artefact;
    const { applicability, scorer } = read.value;
    return { sha256, artefact: { kind, event, horizonMonths, features }, scorer, applicability };
  }
}
