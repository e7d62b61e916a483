import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Environment } from '#adapters/config';
import type { Result, StaffActor, SystemActor } from '#kernel';
import { ApproveDeployment, ImportModel, LicenseModel, ProposeDeployment } from '#models';
import type { Artefact } from '#score-engine';
import { Cells, CreateKey, CreateTenant, SCOPES } from '#tenancy';
import { withUseCases } from '../../apps/cli/context.js';

const ACTOR: SystemActor = { kind: 'system', id: 'bench', requestId: 'bench' };
const MODE = 'live';

/** An institution of the bench, its live data in one cell. */
export interface BenchTenant {
  readonly tenantId: string;
  readonly cellId: number;
  readonly key: string;
}

/** Who takes part. */
export interface BenchTenants {
  /** Holds the data that are shared, and those that are scored in bulk. */
  readonly provider: BenchTenant;
  readonly recipient: BenchTenant;
  readonly modelSha256: string;
}

/** Takes in a provider and a recipient; both score with the provider's model. */
export function benchTenants(environment: Environment, artefact: Artefact): Promise<BenchTenants> {
  return withUseCases(environment, async (context) => {
    const provider = await takeIn(context, 'bench-provider', ['provider', 'recipient']);
    const recipient = await takeIn(context, 'bench-recipient', ['recipient']);
    const owner = { tenantId: provider.tenantId, mode: MODE } as const;
    const wish = { name: 'Bench', artefact, how: 'imported' } as const;
    const { sha256 } = must(await context.get(ImportModel).execute(ACTOR, owner, wish));
    const licence = { sha256, recipient: 'bench-recipient' };
    must(await context.get(LicenseModel).execute(ACTOR, owner, licence));
    for (const { tenantId } of [provider, recipient]) {
      await deploy(context, tenantId, sha256);
    }
    return { provider, recipient, modelSha256: sha256 };
  });
}

/** Two of the risk team, as it takes anywhere. */
async function deploy(
  context: INestApplicationContext,
  tenantId: string,
  champion: string,
): Promise<void> {
  const officer = (): StaffActor => ({
    kind: 'staff',
    id: randomUUID(),
    tenantId,
    requestId: 'bench',
  });
  const plan = { champion, challengers: [], shadows: [], scale: {} };
  const proposed = must(await context.get(ProposeDeployment).execute(officer(), MODE, plan));
  must(await context.get(ApproveDeployment).execute(officer(), MODE, proposed.proposalId));
}

async function takeIn(
  context: INestApplicationContext,
  slug: string,
  roles: readonly ('provider' | 'recipient')[],
): Promise<BenchTenant> {
  const names = { legalName: `${slug} Ltd.`, tradingName: slug };
  const wish = { slug, ...names, roles, liveCells: 1 };
  const { tenantId } = must(await context.get(CreateTenant).execute(ACTOR, wish));
  const keyWish = { tenant: slug, mode: MODE, name: 'bench', scopes: SCOPES } as const;
  const { key } = must(await context.get(CreateKey).execute(ACTOR, keyWish));
  if (key === undefined) throw new Error('a new key is shown once');
  const { cellId } = await context.get(Cells).home(tenantId, MODE);
  return { tenantId, cellId, key };
}

function must<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(`The bench was refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
