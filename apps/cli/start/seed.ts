import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { SystemActor } from '#kernel';
import { CreateStaff } from '#identity';
import { CreateKey, CreateTenant, type Scope, SCOPES } from '#tenancy';
import { LocalFault } from '../local/local-fault.js';

const Sample = z.object({
  marketplaceKey: z.string(),
  lenderKey: z.string(),
});

/** Keys of the sample institutions: kept here, as the database has only their hashes. */
export type Sample = z.infer<typeof Sample>;

const FILE = 'sample.json';
const OWNER_ONLY = 0o600;

/** The sample institutions. Both work with test keys. */
export const MARKETPLACE = {
  slug: 'marketplace',
  legalName: 'Lantern Market Co., Ltd.',
  tradingName: 'Lantern Market',
  roles: ['provider', 'recipient'],
  liveCells: 1,
} as const;
/** The second client: it lends, and knows little of who asks. */
export const LENDER = {
  slug: 'p2p-lender',
  legalName: 'Bridge Lending Ltd.',
  tradingName: 'Bridge Lending',
  roles: ['recipient'],
  liveCells: 1,
} as const;

/** Sample log-ins; all share the installation's own password. */
export const STAFF = [
  { email: 'compliance@marketplace.invalid', role: 'compliance', tenant: MARKETPLACE.slug },
  { email: 'compliance@p2p-lender.invalid', role: 'compliance', tenant: LENDER.slug },
  { email: 'risk-1@marketplace.invalid', role: 'risk', tenant: MARKETPLACE.slug },
  { email: 'risk-2@marketplace.invalid', role: 'risk', tenant: MARKETPLACE.slug },
  { email: 'risk-1@p2p-lender.invalid', role: 'risk', tenant: LENDER.slug },
  { email: 'risk-2@p2p-lender.invalid', role: 'risk', tenant: LENDER.slug },
  { email: 'operator@assay.invalid', role: 'operator', tenant: null },
  { email: 'compliance@assay.invalid', role: 'compliance', tenant: null },
] as const;

/** Makes the sample institutions, keys and log-ins, once; gives the keys at every start. */
export async function seed(
  context: INestApplicationContext,
  folder: string,
  staffPassword: string,
): Promise<Sample> {
  const path = join(folder, FILE);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Sample.parse(JSON.parse(kept));
  const actor: SystemActor = { kind: 'system', id: 'start', requestId: 'start' };
  for (const tenant of [MARKETPLACE, LENDER]) {
    const created = await context.get(CreateTenant).execute(actor, tenant);
    if (!created.ok && created.error.code !== 'tenant-slug-taken')
      throw new LocalFault(`The sample tenant ${tenant.slug} was refused: ${created.error.code}`);
  }
  // At once: most of it is hashing of passwords, beside the event loop.
  await Promise.all(STAFF.map((one) => createStaff(context, actor, one, staffPassword)));
  const sample: Sample = {
    marketplaceKey: await createKey(context, actor, MARKETPLACE.slug),
    lenderKey: await createKey(context, actor, LENDER.slug),
  };
  await writeFile(path, JSON.stringify(sample, null, 2), { mode: OWNER_ONLY });
  return sample;
}

async function createStaff(
  context: INestApplicationContext,
  actor: SystemActor,
  { email, role, tenant }: (typeof STAFF)[number],
  password: string,
): Promise<void> {
  const wish = { email, name: `Sample ${role}`, role, tenant, password };
  const created = await context.get(CreateStaff).execute(actor, wish);
  if (!created.ok && created.error.code !== 'staff-email-taken')
    throw new LocalFault(`The sample log-in ${email} was refused: ${created.error.code}`);
}

async function createKey(
  context: INestApplicationContext,
  actor: SystemActor,
  tenant: string,
): Promise<string> {
  const scopes: readonly Scope[] = SCOPES;
  const wish = { tenant, mode: 'test', name: 'sample', scopes } as const;
  const created = await context.get(CreateKey).execute(actor, wish);
  if (!created.ok || created.value.key === undefined)
    throw new LocalFault(`The sample key of ${tenant} was refused`);
  return created.value.key;
}
