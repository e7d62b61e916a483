import { parse } from 'csv-parse/sync';
import { auditor } from '../support/auditor.js';
import { must, type TestTenant, until } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';

/** A job on the wire. */
export interface Job {
  readonly job_id: string;
  readonly status: string;
  readonly as_of: string;
  readonly subjects: number;
  readonly scored: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly model_sha256: string;
}

/** Asks for all persons of a tenant to be scored. */
export const startJob = (
  tenant: TestTenant,
  body: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Job>> =>
  call<Job>(tenant.key, '/v1/jobs', { body: { kind: 'person', ...body }, headers });

/** The job when it is done. */
export async function whenDone(tenant: TestTenant, jobId: string): Promise<Job> {
  let job: Job | undefined;
  await until(`job ${jobId} is done`, async () => {
    job = must(await call<Job>(tenant.key, `/v1/jobs/${jobId}`), 200);
    return job.status === 'done';
  });
  if (!job) throw new Error('a job that is done was read');
  return job;
}

/** Starts a job and waits for its end. */
export async function runJob(tenant: TestTenant, body: object = {}): Promise<Job> {
  return whenDone(tenant, must(await startJob(tenant, body), 202).job_id);
}

/** The logits of a job's results by the tenant's references, bit by bit as they are kept. */
export async function logitsOf(job: Job): Promise<Map<string, string>> {
  const rows = await auditor.query<{ reference: string; logit: string }>(
    `SELECT reference, encode(float8send(logit), 'hex') AS logit
     FROM app.score JOIN app.subject USING (cell_id, subject_id) WHERE job_id = $1`,
    [job.job_id],
  );
  return new Map(rows.map(({ reference, logit }) => [reference, logit]));
}

/** The lines of a job's results, by column. */
export async function resultsOf(
  tenant: TestTenant,
  job: Job,
): Promise<Readonly<Record<string, string>>[]> {
  const { text } = await call(tenant.key, `/v1/jobs/${job.job_id}/results.csv`);
  const [header = [], ...lines]: string[][] = parse(text, { record_delimiter: '\r\n' });
  return lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])));
}
