import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { auditor } from '../support/auditor.js';
import { testEnvironment } from '../support/environment.js';
import { unique } from '../support/harness.js';
import { call } from '../support/http.js';

jest.setTimeout(180_000);
afterAll(() => auditor.close());

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'cli', 'main.js');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `assay` as an operator at a shell does. */
function assay(...words: readonly string[]): Promise<Ended> {
  const { environment } = testEnvironment();
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], { env: environment }, (fault, stdout, stderr) => {
      const code = typeof fault?.code === 'number' ? fault.code : fault ? -1 : 0;
      resolve({ code, stdout, stderr });
    });
  });
}

const printed = ({ code, stdout, stderr }: Ended): string => {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trim();
};
const status = async (key: string) => {
  const { body } = await call(key, '/v1/subjects?reference=nobody');
  return body['code'];
};
const idOf = (key: string): string => key.split('_')[2] ?? '';

/** Guards an operator who has a shell and nothing else: an institution can be taken in by it. */
it('takes an institution in, and gives, replaces, lists and ends its keys', async () => {
  const slug = unique('cli');
  const names = ['--legal-name', 'Lotus Limited', '--role', 'provider', '--live-cells', '2'];
  const [name, tenantId] = printed(await assay('tenant', 'create', slug, ...names)).split(' ');
  expect(name).toBe(slug);
  const cells = await auditor.query<{ mode: string }>(
    'SELECT mode FROM control.cell WHERE tenant_id = $1 ORDER BY mode',
    [tenantId],
  );
  expect(cells.map(({ mode }) => mode)).toEqual(['live', 'live', 'test']);

  const wish = ['--mode', 'live', '--name', 'shell', '--scope', 'subjects:read'];
  const key = printed(await assay('key', 'create', slug, ...wish));
  expect(await status(key)).toBe('subject-not-found');
  const next = printed(await assay('key', 'rotate', idOf(key)));
  expect(await status(next)).toBe('subject-not-found');
  printed(await assay('key', 'revoke', idOf(key)));
  const list = printed(await assay('key', 'list', slug)).split('\n');
  expect(list).toHaveLength(3);
  expect(list[1]).toMatch(new RegExp(`^${idOf(key)} +live +revoked `));
  expect(list[2]).toMatch(new RegExp(`^${idOf(next)} +live +valid `));
  expect(list.join('\n')).not.toContain(next.split('_')[3]);
  expect(printed(await assay('tenant', 'list'))).toContain(slug);
});

const ONE_LINE = /^[^\n]+\n$/;

/** Guards an operator who mistypes: one line says what was wrong, and a script stops. */
it.each([
  ['a slug in capitals', ['tenant', 'create', 'Lotus', '--legal-name', 'L', '--role', 'provider']],
  ['no role', ['tenant', 'create', 'lotus', '--legal-name', 'L']],
  [
    'three cells',
    ['tenant', 'create', 'lotus', '--legal-name', 'L', '--role', 'provider', '--live-cells', '3'],
  ],
  ['a tenant that is not there', ['key', 'list', 'nobody-at-all']],
  ['a command that is none', ['tenant', 'destroy']],
])('answers %s with one line and exit code 1', async (_, words) => {
  const { code, stdout, stderr } = await assay(...words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(ONE_LINE);
  expect(stderr).not.toMatch(/ at .*:\d+:\d+|undefined|\[object/);
  expect(await auditor.query(`SELECT 1 FROM control.tenant WHERE slug ILIKE 'lotus'`)).toEqual([]);
});
