import { type Cell, type Clock, invariant, type Mode } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import {
  type Applicability,
  calibrated,
  type Scale,
  type Scorer,
  type SubjectKind,
} from '#score-engine';
import type { Cells } from '#tenancy';
import { type AnyArtefact, readArtefact } from './read-artefact.js';
import { readBody } from './tables/artefact.js';
import { challengerAt, slotOf } from './deployments/split.js';
import type { Arm } from './deployments/terms.js';
import { currentDeployment, type Deployment, readDeployment } from './tables/deployment.js';
import {
  readRecalibration,
  type Recalibration,
  recalibrationInForce,
} from './tables/recalibration.js';

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

/** What a tenant scores a subject with now. */
export interface DeployedModel extends ReadyModel {
  /** The version of the deployment, which a score names: by it its scale is found again. */
  readonly deploymentVersion: number;
  /** By whose leave: the tenant's own, or that of the owner who licensed it. */
  readonly ownerTenantId: string;
  readonly scale: Scale;
  /** The name of the recipient's own map, which its scores name, too; null where there is none. */
  readonly calibration: string | null;
  /**
   * Used by another tenant than its owner: answered with its home outcome, and flagged until that
   * tenant's own outcomes have made a map.
   */
  readonly notCalibratedForRecipient: boolean;
  /** Scored beside it, and given to nobody. */
  readonly shadows: readonly ReadyModel[];
}

/** A deployment with its models ready. */
interface ReadyDeployment {
  readonly salt: string;
  readonly champion: DeployedModel;
  readonly challengers: readonly { readonly model: DeployedModel; readonly shareBps: number }[];
}

interface Remembered {
  readonly until: number;
  readonly deployment: Promise<ReadyDeployment | undefined>;
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

  /**
   * The model that a subject meets: a challenger's share of all subjects meets it, the rest the
   * champion; the same subject the same model, as long as the deployment stands. Undefined when
   * nothing is deployed.
   */
  async of(
    tenantId: string,
    mode: Mode,
    kind: SubjectKind,
    subjectId: string,
  ): Promise<DeployedModel | undefined> {
    const deployment = await this.deployment(tenantId, mode, kind);
    if (!deployment) return undefined;
    const { champion, challengers, salt } = deployment;
    if (challengers.length === 0) return champion;
    const at = challengerAt(challengers, slotOf(salt, subjectId));
    return at === undefined ? champion : challengers[at]?.model;
  }

  /** The champion, which alone scores whole portfolios: one model, so that all compare. */
  async championOf(
    tenantId: string,
    mode: Mode,
    kind: SubjectKind,
  ): Promise<DeployedModel | undefined> {
    return (await this.deployment(tenantId, mode, kind))?.champion;
  }

  /** A model as a version that a score names had it deployed, whatever is in force now. */
  async asDeployed(
    tenantId: string,
    mode: Mode,
    {
      sha256,
      version,
      calibration,
    }: {
      readonly sha256: string;
      readonly version: number;
      /** The map that the score names. */
      readonly calibration: string | null;
    },
  ): Promise<DeployedModel> {
    const { kind } = (await this.ready(sha256)).artefact;
    const home = await this.cells.home(tenantId, mode);
    const deployment = await this.work.run(home, (tx) => readDeployment(tx, kind, version));
    invariant(deployment, 'a deployment that a score names is kept');
    const { champion, challengers } = deployment.terms;
    const arm = [champion, ...challengers].find((one) => one.sha256 === sha256);
    invariant(arm, 'a score is of a model of its deployment');
    const map = await this.mapNamed(home, { sha256, calibration });
    return this.readyArm(tenantId, deployment, { arm, shadows: [], map });
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

  /** The model that a row of a (home) cell's tenant names, under the map that it names. */
  async named(
    home: Cell,
    { sha256, calibration }: { readonly sha256: string; readonly calibration: string | null },
  ): Promise<ReadyModel> {
    const model = await this.ready(sha256);
    const map = await this.mapNamed(home, { sha256, calibration });
    return map ? { ...model, scorer: calibrated(model.scorer, map) } : model;
  }

  private async mapNamed(
    home: Cell,
    { sha256, calibration }: { readonly sha256: string; readonly calibration: string | null },
  ): Promise<Recalibration | undefined> {
    if (calibration === null) return undefined;
    const map = await this.work.run(home, (tx) => readRecalibration(tx, calibration));
    invariant(map?.model === sha256, 'a map that a row names is kept for ever');
    return map;
  }

  private async deployment(
    tenantId: string,
    mode: Mode,
    kind: SubjectKind,
  ): Promise<ReadyDeployment | undefined> {
    const key = `${tenantId} ${mode} ${kind}`;
    const now = this.clock.now().getTime();
    const known = this.byDeployment.get(key);
    if (known && known.until > now) return known.deployment;
    const deployment = this.read(tenantId, mode, kind);
    this.byDeployment.set(key, { until: now + FRESH_MS, deployment });
    deployment.catch(() => this.byDeployment.delete(key));
    return deployment;
  }

  private async read(
    tenantId: string,
    mode: Mode,
    kind: SubjectKind,
  ): Promise<ReadyDeployment | undefined> {
    const home = await this.cells.home(tenantId, mode);
    const deployment = await this.work.run(home, (tx) => currentDeployment(tx, kind));
    if (!deployment) return undefined;
    const { salt, terms } = deployment;
    const shadows = await Promise.all(terms.shadows.map(({ sha256 }) => this.ready(sha256)));
    const readyArm = async (arm: Arm) => {
      const map = await this.inForce(home, arm);
      return this.readyArm(tenantId, deployment, { arm, shadows, map });
    };
    const challengers = await Promise.all(
      terms.challengers.map(async (arm) => ({
        model: await readyArm(arm),
        shareBps: arm.shareBps,
      })),
    );
    return { salt, champion: await readyArm(terms.champion), challengers };
  }

  /** The recipient's own map of another's model; an owner's calibration stands in the artefact. */
  private async inForce(
    home: Cell,
    { sha256, ownerTenantId }: Arm,
  ): Promise<Recalibration | undefined> {
    if (ownerTenantId === home.tenantId) return undefined;
    return this.work.run(home, (tx) => recalibrationInForce(tx, sha256));
  }

  private async readyArm(
    tenantId: string,
    { version: deploymentVersion, terms }: Deployment,
    {
      arm,
      shadows,
      map,
    }: {
      readonly arm: Arm;
      readonly shadows: readonly ReadyModel[];
      readonly map: Recalibration | undefined;
    },
  ): Promise<DeployedModel> {
    const { sha256, ownerTenantId } = arm;
    const model = await this.ready(sha256);
    const scorer = map ? calibrated(model.scorer, map) : model.scorer;
    const calibration = map ? map.sha256 : null;
    const notCalibratedForRecipient = ownerTenantId !== tenantId && calibration === null;
    const how = { ownerTenantId, scale: terms.scale, deploymentVersion, notCalibratedForRecipient };
    return { ...model, ...how, scorer, calibration, shadows };
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
