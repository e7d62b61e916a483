import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { timestampOf, WebhookKeys } from './signature.js';

const GUIDE = fileURLToPath(new URL('../../../docs/guides/lender/README.md', import.meta.url));
const keys = new WebhookKeys({ PEPPER: '0f'.repeat(32) });
const owner = {
  endpointId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  generation: 1,
  rotatedAt: null,
};

/** The guide's sample in a process of its own: what it throws, or that it throws nothing. */
function sampleSays(secret: string, headers: object, body: string): string {
  const [, sample = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(GUIDE, 'utf8')) ?? [];
  expect(sample).toContain('export function verify');
  const given = [secret, headers, body].map((one) => JSON.stringify(one)).join(', ');
  const run = `
    try { verify(${given}); console.log('ours'); }
    catch (fault) { console.log(fault.message); }`;
  const code = ['--input-type=module', '-e', sample + run];
  return execFileSync(process.execPath, code, { encoding: 'utf8' }).trim();
}

/** A lender who copies the sample from the guide: it takes what is ours and nothing else. */
it('is checked as the guide for lenders says', () => {
  const message = { id: 'a', timestamp: new Date(), body: '{"type":"job.failed"}' };
  const headersAt = (timestamp: Date) => ({
    'webhook-id': message.id,
    'webhook-timestamp': timestampOf({ timestamp }),
    'webhook-signature': keys.sign(owner, { ...message, timestamp }),
  });
  const { secret } = keys.of(owner);
  const headers = headersAt(message.timestamp);
  expect(sampleSays(secret, headers, message.body)).toBe('ours');
  expect(sampleSays(secret, headers, '{}')).toBe('not signed by this secret');
  const other = keys.of({ ...owner, generation: 2 }).secret;
  expect(sampleSays(other, headers, message.body)).toBe('not signed by this secret');
  const old = headersAt(new Date(Date.now() - 301_000));
  expect(sampleSays(secret, old, message.body)).toBe('too old or too new');
});
