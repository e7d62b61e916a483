import { jest } from '@jest/globals';
import { auditor } from '../support/auditor.js';
import { newTenant, type TestTenant } from '../support/harness.js';
import { type Answer, call } from '../support/http.js';
import { broken, expectProblem, held } from './bad-input.js';

jest.setTimeout(180_000);

const MIB = 2 ** 20;
const GOOD = { reference: 'S-1', kind: 'person' };
const good = JSON.stringify(GOOD);

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await newTenant();
});
afterAll(() => auditor.close());

const post = (body: unknown, headers = {}): Promise<Answer> =>
  call(tenant.key, '/v1/subjects', { body, headers });
const postText = (body: string | Uint8Array): Promise<Answer> =>
  post(body, { 'content-type': 'application/json' });

/** Whoever integrates must be told which field is wrong, and must not find half of it stored. */
describe('of a JSON body', () => {
  it.each([
    ['an unknown field', { ...GOOD, colour: 'red' }, '/colour', 'unknown-field'],
    [
      'an unknown field within',
      { ...GOOD, basis: { colour: 1 } },
      '/basis/colour',
      'unknown-field',
    ],
    ['a number for text', { ...GOOD, reference: 7 }, '/reference', 'invalid-type'],
    ['text for an object', { ...GOOD, basis: 'contract' }, '/basis', 'invalid-type'],
    ['an array for the whole', [GOOD], '', 'invalid-type'],
    ['null for the whole', null, '/reference', 'invalid-type'],
    ['a kind that is none', { ...GOOD, kind: 'robot' }, '/kind', 'invalid-value'],
    ['a missing field', { kind: 'person' }, '/reference', 'invalid-type'],
    ['an empty text', { ...GOOD, reference: '' }, '/reference', 'too-small'],
    ['a text beyond its bound', { ...GOOD, reference: 'x'.repeat(201) }, '/reference', 'too-big'],
    ['NUL', { ...GOOD, reference: 'a\0b' }, '/reference', 'custom'],
    ['a mail address that is none', { ...GOOD, email: 'nobody' }, '/email', 'invalid-format'],
  ])('refuses %s, naming the field', async (_, body, pointer, code) => {
    const answer = await postText(JSON.stringify(body));
    const errors = expect.arrayContaining([expect.objectContaining({ pointer, code })]);
    expectProblem(answer, 400, 'input-invalid', { errors });
  });

  it.each([
    ['half of a body', good.slice(0, -1), '', 'json'],
    ['no JSON', 'reference=S-1', '', 'json'],
    ['a key that poisons prototypes', `{"__proto__":{},${good.slice(1)}`, '', 'json'],
    ['invalid UTF-8', broken('{"reference":"S-#","kind":"person"}'), '', 'utf-8'],
    ['a lone surrogate', good.replace('S-1', '\\ud800'), '/reference', 'surrogate'],
    ['a number beyond 2^53', good.replace('"S-1"', '9007199254740993'), '/reference', 'number'],
    ['a number without end', good.replace('"S-1"', '1e999'), '/reference', 'number'],
  ])('refuses %s, naming the place', async (_, body, pointer, code) => {
    const errors = [expect.objectContaining({ pointer, code })];
    expectProblem(await postText(body), 400, 'body-malformed', { errors });
  });

  it('refuses what is nested too deep to walk', async () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    const answer = await postText(good.replace('"S-1"', nested));
    const errors = [expect.objectContaining({ code: 'depth' })];
    expectProblem(answer, 400, 'body-malformed', { errors });
  });

  it('reads 1 MiB, and refuses a byte more', async () => {
    const atTheLimit = good + ' '.repeat(MIB - good.length);
    expect((await postText(atTheLimit)).status).toBe(201);
    expectProblem(await postText(`${atTheLimit} `), 413, 'body-too-large');
  });

  it.each(['text/plain', 'text/csv', 'application/x-www-form-urlencoded', 'application/xml'])(
    'refuses %s',
    async (type) => {
      const answer = await post(good, { 'content-type': type });
      expectProblem(answer, 415, 'content-type-unsupported');
    },
  );
});

it('stored nothing of what it refused', async () => {
  expect(await held(tenant)).toMatchObject({ subject: 1 });
  expect((await call(tenant.key, '/v1/subjects?reference=S-1')).status).toBe(200);
});
