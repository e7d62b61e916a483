import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checksumOf, drawKey, readKey } from './api-key-format.js';

it.each(['live', 'test'] as const)('draws a %s key that reads as what it is', (mode) => {
  const { key, keyId, hash } = drawKey(mode);
  expect(key).toMatch(new RegExp(`^assay_${mode}_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$`));
  expect(readKey(key)).toEqual({ ok: true, value: { keyId, mode, hash } });
  expect(hash).toHaveLength(32);
});

it('draws no key twice', () => {
  const keys = Array.from({ length: 1000 }, () => drawKey('test'));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(1000);
  expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1000);
});

// A client with one wrong character would otherwise be told that its key was revoked.
it('tells every single typo without a look-up', () => {
  const { key } = drawKey('live');
  for (let at = 0; at < key.length; at++) {
    const typo = key.slice(0, at) + (key[at] === '0' ? '1' : '0') + key.slice(at + 1);
    expect(readKey(typo)).toEqual({ ok: false, error: { code: 'api-key-malformed' } });
  }
});

it.each([
  ['nothing', ''],
  ['a mode alone', 'assay_live_'],
  ['a line after it', `${drawKey('test').key}\n`],
  ['a space before it', ` ${drawKey('test').key}`],
])('refuses %s', (_, text) => expect(readKey(text).ok).toBe(false));

const reference = process.env['REFERENCE_DATA'];
const vectors = reference && join(reference, 'audit', 'token-checksum-vectors.json');
const given = vectors && existsSync(vectors);

(given ? it : it.skip)('agrees with published checksums [REFERENCE_DATA]', () => {
  const read = JSON.parse(readFileSync(String(vectors), 'utf8')) as {
    readonly vectors: readonly { readonly entropy: string; readonly checksum: string }[];
  };
  expect(read.vectors.length).toBeGreaterThan(0);
  for (const { entropy, checksum } of read.vectors) expect(checksumOf(entropy)).toBe(checksum);
});
