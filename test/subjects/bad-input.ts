import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { type Answer, call } from '../support/http.js';
import { AS_OF, type TestTenant } from '../support/harness.js';

/** Holds an answer to be a problem of RFC 9457: its code, its page, the call's id; nothing of ours. */
export function expectProblem(
  answer: Answer,
  status: number,
  code: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const { apiUrl } = testEnvironment();
  expect(answer.body).toMatchObject({ status, code, ...more });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(answer.body['type']).toBe(`${apiUrl}/problems/${code}`);
  expect(answer.body['request_id']).toBe(answer.headers.get('x-request-id'));
  expect(answer.body['title']).toEqual(expect.any(String));
  expect(answer.text).not.toMatch(/node_modules|SELECT|INSERT|\bat .*:\d+:\d+/);
}

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** Sends a file of persons. */
export function importFile(
  tenant: TestTenant,
  format: keyof typeof TYPES,
  body: string | Uint8Array,
  kind = 'person',
): Promise<Answer> {
  return call(tenant.key, `/v1/imports?kind=${kind}&as_of=${AS_OF}`, {
    body,
    headers: { 'content-type': TYPES[format] },
  });
}

/** What the tables hold of a tenant in all of its cells. */
export async function held(tenant: TestTenant) {
  const [row] = await auditor.query<Record<string, number>>(
    `WITH cell AS (SELECT cell_id FROM control.cell WHERE tenant_id = $1)
     SELECT ${['subject', 'subject_cluster', 'subject_features', 'identifier', 'import_chunk']
       .map((name) => `(SELECT count(*)::int FROM app.${name} NATURAL JOIN cell) AS ${name}`)
       .join(', ')}`,
    [tenant.tenantId],
  );
  if (!row) throw new Error('a count is a row');
  return row;
}

/** Text as bytes, in which `#` stands for a byte that no UTF-8 has. */
export const broken = (text: string): Uint8Array =>
  Buffer.concat(
    text
      .split('#')
      .flatMap((part, at) => [at > 0 ? [0xff] : [], Buffer.from(part)])
      .map((part) => Buffer.from(part)),
  );
