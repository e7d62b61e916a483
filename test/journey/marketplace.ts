import { createWorld } from '#simulator';
import {
  AS_OF,
  importRows,
  importShoppers,
  must,
  newTenant,
  type TestSubject,
  type TestTenant,
  until,
} from '../support/harness.js';
import { call } from '../support/http.js';

const SHOPPERS = 240;
const MERCHANTS = 60;
const WITHOUT_BASIS = 5;
/** A reference that a spreadsheet would run. */
export const FORMULA = '=HYPERLINK("https://evil.invalid")';

/** The first client, with its customers in. */
export interface Marketplace {
  readonly tenant: TestTenant;
  readonly shoppers: readonly TestSubject[];
  /** Shoppers, with and without a basis, and merchants. */
  readonly counts: { readonly person: number; readonly firm: number };
  /** Persons who may not be scored in bulk, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** A marketplace imports shoppers and merchants; some gave no basis, and one has objected. */
export async function openMarketplace(): Promise<Marketplace> {
  const tenant = await newTenant();
  const shoppers = await importShoppers(tenant, SHOPPERS);
  const world = createWorld({ seed: 11, asOf: new Date(AS_OF) });
  const merchants = Array.from({ length: MERCHANTS }, (_, at) => world.merchant(at));
  await importRows(
    tenant,
    'firm',
    merchants.flatMap(({ reference, email, clusters }) =>
      Object.entries(clusters).map(([cluster, data]) => ({
        ...{ reference, email: `${tenant.slug}.${email}`, basis: BASIS, cluster, data },
      })),
    ),
  );
  const others = Array.from({ length: WITHOUT_BASIS + 1 }, (_, at) => world.shopper(SHOPPERS + at));
  await importRows(
    tenant,
    'person',
    others.flatMap(({ reference, clusters }, at) =>
      Object.entries(clusters).map(([cluster, data]) => ({
        ...(at === 0 ? { reference: FORMULA, basis: BASIS } : { reference }),
        ...{ cluster, data },
      })),
    ),
  );
  await objects(tenant, shoppers.at(-1)?.reference ?? '');
  return {
    tenant,
    shoppers,
    counts: { person: SHOPPERS + others.length, firm: MERCHANTS },
    skipped: { 'basis-none': WITHOUT_BASIS, 'basis-objected': 1 },
  };
}

const BASIS = {
  basis: 'contract',
  purpose: 'Running the account',
  notice: 'terms',
  from: '2000-01-01T00:00:00Z',
};

async function objects({ key }: TestTenant, reference: string): Promise<void> {
  const path = `/v1/subjects?reference=${encodeURIComponent(reference)}`;
  const { subject_id: id } = must(await call<{ subject_id: string }>(key, path), 200);
  must(await call(key, `/v1/subjects/${id}/objection`, { method: 'POST' }), 200, 201, 204);
}

/** A job as the api tells it. */
export interface JobState {
  readonly job_id: string;
  readonly status: string;
  readonly subjects: number;
  readonly scored: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** Scores everybody of a kind by a job; gives its end and its results, a line each. */
export async function scoreAll(
  { key }: TestTenant,
  kind: string,
): Promise<{ job: JobState; lines: readonly string[] }> {
  let job = must(await call<JobState>(key, '/v1/jobs', { body: { kind } }), 202);
  await until(`the scoring of all ${kind}s`, async () => {
    job = must(await call<JobState>(key, `/v1/jobs/${job.job_id}`), 200);
    return job.status === 'done' || job.status === 'failed';
  });
  const { text } = await call(key, `/v1/jobs/${job.job_id}/results.csv`);
  return { job, lines: text.split('\r\n').filter((line) => line !== '') };
}
