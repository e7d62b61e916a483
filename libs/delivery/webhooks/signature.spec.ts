import { createPublicKey, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { OVERLAP_MS, signSymmetric, timestampOf, WebhookKeys } from './signature.js';

const keys = new WebhookKeys({ PEPPER: '0f'.repeat(32) });
const owner = {
  endpointId: '01926d3c-7a10-7c9e-8f00-0a1b2c3d4000',
  generation: 1,
  rotatedAt: null,
};
const now = new Date();
const message = { id: 'msg_1', timestamp: now, body: '{"type":"job.finished"}' };
const headersOf = (signature: string) => ({
  'webhook-id': message.id,
  'webhook-timestamp': timestampOf(message),
  'webhook-signature': signature,
});

/** The example that the specification's libraries share. */
it('signs as the published example is signed', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const published = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  };
  const signed = signSymmetric(secret, published);
  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  const library = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  expect(library.sign(published.id, published.timestamp, published.body)).toBe(signed);
});

/** A receiver, who uses the specification's library and not ours. */
it('signs what the library of the specification takes, and nothing else', () => {
  const receiver = new Webhook(keys.of(owner).secret);
  const headers = headersOf(keys.sign(owner, message));
  expect(receiver.verify(message.body, headers)).toEqual({ type: 'job.finished' });
  expect(() => receiver.verify('{"type":"job.failed"}', headers)).toThrow('No matching');
  const other = new Webhook(keys.of({ ...owner, generation: 2 }).secret);
  expect(() => other.verify(message.body, headers)).toThrow('No matching');
});

it('signs by Ed25519 too, for whoever holds the public key alone', () => {
  const { publicKey } = keys.of(owner);
  const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = keys.sign(owner, message).split(' ')[1] ?? '';
  const signature = Buffer.from(signed.replace('v1a,', ''), 'base64');
  const text = (body: string) => Buffer.from(`${message.id}.${timestampOf(message)}.${body}`);
  expect(verify(null, text(message.body), key, signature)).toBe(true);
  expect(verify(null, text('{}'), key, signature)).toBe(false);
});

it('lets the keys before sign for 24 hours, and no longer', () => {
  const before = new Webhook(keys.of(owner).secret);
  const rotated = (ago: number) => ({
    ...owner,
    generation: 2,
    rotatedAt: new Date(now.getTime() - ago),
  });
  const during = keys.sign(rotated(OVERLAP_MS - 1), message);
  expect(during.split(' ')).toHaveLength(4);
  expect(before.verify(message.body, headersOf(during))).toBeDefined();
  const after = keys.sign(rotated(OVERLAP_MS), message);
  expect(after.split(' ')).toHaveLength(2);
  expect(() => before.verify(message.body, headersOf(after))).toThrow('No matching');
});
