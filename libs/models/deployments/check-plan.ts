import { type Clock, err, invariant, ok, type Result } from '#kernel';
import { CONTROL_CELL, type UnitOfWork } from '#adapters/database';
import { DEFAULT_SCALE, parseScale, prohibitedAt, studiedIn } from '#score-engine';
import type { Tenants } from '#tenancy';
import type { DeployedModels } from '../deployed-models.js';
import { findUsable, type ModelOwner, type UsableModel } from '../tables/model.js';
import {
  ALL_BPS,
  type Arm,
  CHALLENGERS_MAX,
  type DeploymentPlan,
  type DeploymentTerms,
  SHADOWS_MAX,
} from './terms.js';

/** Why a plan cannot come into force, in the order in which it is checked. */
export type PlanRefusal =
  | { readonly code: 'deployment-unsound'; readonly path: string; readonly detail: string }
  | { readonly code: 'model-not-found'; readonly path: string }
  | { readonly code: 'model-kind-differs'; readonly path: string; readonly kind: string }
  | ({ readonly code: 'model-attribute-prohibited' } & ProhibitedUse)
  | {
      readonly code: 'model-attribute-studied';
      readonly path: string;
      readonly attribute: string;
    }
  | { readonly code: 'model-scale-unsound'; readonly path: string; readonly detail: string };

/** An attribute that a model weighs and the tenant's law forbids to weigh. */
interface ProhibitedUse {
  readonly path: string;
  readonly attribute: string;
  readonly jurisdiction: string;
  readonly ground: string;
  readonly since: string;
  readonly source: string;
  /** What is not settled of the rule, which is held to nevertheless. */
  readonly unsure: string | null;
}

interface Named {
  readonly path: string;
  readonly sha256: string;
}

/** Holds a plan to the rules and to what the tenant may use at this moment. */
export class CheckPlan {
  constructor(
    private readonly work: UnitOfWork,
    private readonly models: DeployedModels,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
  ) {}

  /** Another's unlicensed model answers as an absent one does. */
  async execute(
    tenant: ModelOwner,
    plan: DeploymentPlan,
  ): Promise<Result<DeploymentTerms, PlanRefusal>> {
    const shape = shapeFault(plan);
    if (shape) return err({ code: 'deployment-unsound', ...shape });
    const named = modelsOf(plan);
    const usable = await this.usable(tenant, named);
    const arms = new Map<string, Arm>();
    const kind = usable[0]?.kind;
    for (const [at, { path, sha256 }] of named.entries()) {
      const found = usable[at];
      if (!found || kind === undefined) return err({ code: 'model-not-found', path });
      if (found.kind !== kind) return err({ code: 'model-kind-differs', path, kind: found.kind });
      arms.set(sha256, { sha256, ownerTenantId: found.ownerTenantId });
    }
    if (kind === undefined) return err({ code: 'model-not-found', path: 'champion' });
    const attribute = await this.attributeFault(tenant, named);
    if (attribute) return err(attribute);
    const scale = parseScale({ ...DEFAULT_SCALE, ...plan.scale });
    if (!scale.ok) {
      const { path, message: detail } = scale.error;
      return err({ code: 'model-scale-unsound', path, detail });
    }
    const arm = (sha256: string): Arm => arms.get(sha256) ?? { sha256, ownerTenantId: '' };
    return ok({
      kind,
      champion: arm(plan.champion),
      challengers: plan.challengers.map((one) => ({
        ...arm(one.sha256),
        shareBps: one.shareBps,
      })),
      shadows: plan.shadows.map(arm),
      scale: scale.value,
    });
  }

  /** By the law of the tenant's own jurisdiction, as it stands at this moment. */
  private async attributeFault(
    { tenantId }: ModelOwner,
    named: readonly Named[],
  ): Promise<PlanRefusal | undefined> {
    const owner = await this.tenants.byId(tenantId);
    invariant(owner, 'who deploys is a tenant');
    const rules = prohibitedAt(owner.jurisdiction, this.clock.now());
    for (const { path, sha256 } of named) {
      const [attribute] = studiedIn((await this.models.ready(sha256)).artefact.features);
      if (attribute === undefined) continue;
      const rule = rules.find(({ attributes }) => attributes.includes(attribute));
      // Whatever the law says, no vector that is scored holds it.
      if (!rule) return { code: 'model-attribute-studied', path, attribute };
      const { attributes: _, ...named } = rule;
      return { code: 'model-attribute-prohibited', path, attribute, ...named };
    }
    return undefined;
  }

  private usable(
    tenant: ModelOwner,
    named: readonly Named[],
  ): Promise<(UsableModel | undefined)[]> {
    return this.work.run(CONTROL_CELL, (tx) =>
      Promise.all(named.map(({ sha256 }) => findUsable(tx, tenant, sha256))),
    );
  }
}

/** Every model that a plan names, the champion first. */
const modelsOf = ({ champion, challengers, shadows }: DeploymentPlan): readonly Named[] => [
  { path: 'champion', sha256: champion },
  ...challengers.map(({ sha256 }, at) => ({ path: `challengers.${String(at)}`, sha256 })),
  ...shadows.map((sha256, at) => ({ path: `shadows.${String(at)}`, sha256 })),
];

function shapeFault(
  plan: DeploymentPlan,
): { readonly path: string; readonly detail: string } | undefined {
  const { challengers, shadows } = plan;
  if (challengers.length > CHALLENGERS_MAX)
    return { path: 'challengers', detail: `at most ${String(CHALLENGERS_MAX)}` };
  if (shadows.length > SHADOWS_MAX)
    return { path: 'shadows', detail: `at most ${String(SHADOWS_MAX)}` };
  const odd = challengers.findIndex(({ shareBps }) => !Number.isInteger(shareBps) || shareBps < 1);
  if (odd >= 0)
    return {
      path: `challengers.${String(odd)}`,
      detail: 'a share is whole basis points from 1 on',
    };
  const shared = challengers.reduce((sum, { shareBps }) => sum + shareBps, 0);
  if (shared >= ALL_BPS)
    return {
      path: 'challengers',
      detail: 'shares sum to less than 10000: the champion has the rest',
    };
  const seen = new Set<string>();
  for (const { path, sha256 } of modelsOf(plan)) {
    if (seen.has(sha256)) return { path, detail: 'a model stands in a deployment once' };
    seen.add(sha256);
  }
  return undefined;
}
