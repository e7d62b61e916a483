import type { INestApplicationContext } from '@nestjs/common';
import { auc, isUnseen } from '#learn-engine';
import { type TrainedModel, TrainModel } from '#models';
import { Tenants } from '#tenancy';
import { COMMAND_LINE, refused } from '../command-context.js';
import { LocalFault } from '../local/local-fault.js';
import type { SampleData, SampleKind } from './sample-data.js';
import { MARKETPLACE } from './seed.js';

const SEED = 1;

/** A model of the marketplace's, and how well the truth itself would do. */
export interface SampleModel extends TrainedModel {
  /** AUC of the true probabilities on the same unseen subjects; undefined for real data. */
  readonly oracleAuc: number | undefined;
}

/** Learns the marketplace's scorecard for a kind of subject. */
export async function trainKind(
  context: INestApplicationContext,
  data: SampleData,
  { kind, population }: SampleKind,
): Promise<SampleModel> {
  const tenant = await context.get(Tenants).bySlug(MARKETPLACE.slug);
  if (!tenant) throw new LocalFault('The sample marketplace is not there');
  const owner = { tenantId: tenant.tenantId, mode: 'test' } as const;
  const trained = await context.get(TrainModel).execute(COMMAND_LINE, owner, {
    kind,
    name: kind === 'person' ? 'Shoppers' : 'Merchants',
    asOf: data.outcomesUntil,
    horizonMonths: data.horizonMonths,
    event: data.event,
    population,
    seed: SEED,
  });
  if (!trained.ok) throw refused(trained.error);
  return { ...trained.value, oracleAuc: oracleAuc(data, trained.value) };
}

function oracleAuc(data: SampleData, { artefact, rows }: TrainedModel): number | undefined {
  const { oracle } = data;
  if (!oracle) return undefined;
  const { seed, unseenShare } = artefact.provenance.split;
  const at = [...rows.references.keys()].filter((row) =>
    isUnseen(rows.references[row] ?? '', seed, unseenShare),
  );
  return auc(
    Float64Array.from(at, (row) => oracle.get(rows.references[row] ?? '') ?? Number.NaN),
    Uint8Array.from(at, (row) => rows.y[row] ?? 0),
  );
}
