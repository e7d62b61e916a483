import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { err, type Mode, ok, type Result } from '#kernel';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 12;
/** 43 characters of base62 hold 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
/** Bytes from here on would favour the first characters of the alphabet. */
const UNBIASED_BELOW = 248;

const SHAPE = new RegExp(
  `^assay_(live|test)_([0-9A-Za-z]{${String(ID_LENGTH)}})` +
    `_[0-9A-Za-z]{${String(SECRET_LENGTH + CHECKSUM_LENGTH)}}$`,
);

/** A key as it is shown once, and what is kept of it. */
export interface DrawnKey {
  readonly keyId: string;
  /** The whole key; not kept anywhere. */
  readonly key: string;
  readonly hash: Buffer;
}

/** What a key says of itself before anything is looked up. */
export interface ReadKey {
  readonly keyId: string;
  readonly mode: Mode;
  readonly hash: Buffer;
}

/** Draws a new key: `assay_<mode>_<id>_<secret><checksum>`, its secret of 256 random bits. */
export function drawKey(mode: Mode): DrawnKey {
  const keyId = drawBase62(ID_LENGTH);
  const unchecked = `assay_${mode}_${keyId}_${drawBase62(SECRET_LENGTH)}`;
  const key = unchecked + checksumOf(unchecked);
  return { keyId, key, hash: hashOf(key) };
}

/** Reads a key, or says that it is none: a typo is told from a revoked key without a look-up. */
export function readKey(text: string): Result<ReadKey, { readonly code: 'api-key-malformed' }> {
  const [, mode, keyId] = SHAPE.exec(text) ?? [];
  const checked = text.slice(-CHECKSUM_LENGTH) === checksumOf(text.slice(0, -CHECKSUM_LENGTH));
  return mode !== undefined && keyId !== undefined && checked
    ? ok({ keyId, mode: mode as Mode, hash: hashOf(text) })
    : err({ code: 'api-key-malformed' });
}

/** CRC-32 of the text in base62, six characters, padded by 0. */
export function checksumOf(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}

/** A plain hash is enough: nobody guesses 256 random bits. */
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

function drawBase62(length: number): string {
  let drawn = '';
  while (drawn.length < length)
    for (const byte of randomBytes(length))
      if (byte < UNBIASED_BELOW && drawn.length < length)
        drawn += ALPHABET.charAt(byte % ALPHABET.length);
  return drawn;
}
