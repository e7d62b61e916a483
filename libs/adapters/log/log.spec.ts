import { createLog, type Log, logOfCall, NestLog } from '#adapters/log';

/** Runs `say` with a log and gives back the lines as they would leave the process. */
function linesOf(say: (log: Log) => void): string {
  const lines: string[] = [];
  const settings = { app: 'api', level: 'trace', pretty: false };
  say(createLog(settings, { write: (line) => lines.push(line) }));
  return lines.join('');
}

const SECRET = 'k7Qw2-xN9p';
const MAIL = 'mei.chen@mail.invalid';

/** A borrower, whose address in a log outlives every consent. */
it.each<[string, (log: Log) => void]>([
  ['in a field', (log) => log.info({ email: MAIL, password: SECRET }, 'x')],
  ['deep in a field', (log) => log.info({ a: { b: [{ 'X-Api-Key': SECRET, Mail: MAIL }] } }, 'x')],
  ['in a header', (log) => log.info({ headers: { authorization: SECRET, cookie: MAIL } }, 'x')],
  ['in the message', (log) => log.info(`sent to <${MAIL}> by smtp://u:${SECRET}@localhost`)],
  ['in a query', (log) => log.info({ req: { method: 'GET', url: `/a?m=${MAIL}&k=${SECRET}` } })],
  ['encoded', (log) => log.info(`/borrowers/${encodeURIComponent(MAIL)}`)],
  ['in an error', (log) => log.error(Object.assign(new Error(MAIL), { parameters: [SECRET] }))],
  ['in a cause', (log) => log.error({ err: new Error('x', { cause: new Error(MAIL) }) })],
  ['in a binding', (log) => log.child({ email: MAIL, token: SECRET }).info('x')],
  ['as a key', (log) => log.info(`key assay_test_ab12_${SECRET}`)],
  ['too deep', (log) => log.info({ a: { b: { c: { d: { e: { f: { g: SECRET } } } } } } }, 'x')],
  ['through Nest', (log) => new NestLog(log).error(new Error(`no ${MAIL}`), MAIL, 'Mail')],
])('writes neither a secret nor an address: %s', (_, say) => {
  const lines = linesOf(say);
  expect(lines).toContain('"level":');
  expect(lines).not.toContain('mei.chen');
  expect(lines).not.toContain(SECRET);
});

it('names the call and its tenant on each line, and keeps what is harmless', () => {
  const written = linesOf((log) => {
    const call = logOfCall(log, { requestId: 'r-1', tenantId: 't-1' });
    call.info({ refusal: 'consent-revoked', rows: 3, at: new Date(0) }, 'refused');
  });
  expect(JSON.parse(written)).toMatchObject({
    level: 'info',
    app: 'api',
    requestId: 'r-1',
    tenantId: 't-1',
    refusal: 'consent-revoked',
    rows: 3,
    at: '1970-01-01T00:00:00.000Z',
    msg: 'refused',
  });
});

it("gives an error's type, code and stack", () => {
  const error = Object.assign(new TypeError('broke'), { code: '40001', detail: 'the row' });
  const written = JSON.parse(linesOf((log) => log.error({ err: error }, 'x'))) as { err: object };
  expect(written.err).toMatchObject({ type: 'TypeError', message: 'broke', code: '40001' });
  expect(written.err).not.toHaveProperty('detail');
});

it("keeps Nest's context and stack apart from its message", () => {
  const stack = 'Error: x\n    at f (file.js:1:1)';
  const written = JSON.parse(linesOf((log) => new NestLog(log).error('x', stack, 'Router')));
  expect(written).toMatchObject({ msg: 'x', context: 'Router', stack });
});
