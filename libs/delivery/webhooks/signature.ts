import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto';

/** How long the key before still signs beside its successor. */
export const OVERLAP_MS = 24 * 3_600_000;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of an Ed25519 key in its DER form. @source RFC 8410 */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Whose keys they are. */
export interface KeyOwner {
  readonly endpointId: string;
  /** Counts from 1; each rotation is the next. */
  readonly generation: number;
  readonly rotatedAt: Date | null;
}

/** What a receiver checks with: either of the two is enough. */
export interface ReceiverKeys {
  /** For `v1`, HMAC-SHA-256; known to the receiver and to nobody else. */
  readonly secret: string;
  /** For `v1a`, Ed25519; may be known to anybody. */
  readonly publicKey: string;
}

/** What is signed. */
export interface SignedMessage {
  readonly id: string;
  readonly timestamp: Date;
  readonly body: string;
}

/**
 * The keys of webhook endpoints, derived from the pepper and so kept nowhere: a copy of the database
 * holds none of them. Changing the pepper changes them all.
 *
 * @source Standard Webhooks 1.0.0
 */
export class WebhookKeys {
  private readonly pepper: Buffer;

  /** @param config the pepper, hexadecimal */
  constructor({ PEPPER }: { readonly PEPPER: string }) {
    this.pepper = Buffer.from(PEPPER, 'hex');
  }

  /** What the receiver checks with, of the newest generation. */
  of({ endpointId, generation }: KeyOwner): ReceiverKeys {
    const privateKey = signingKey(this.derive('v1a', endpointId, generation));
    const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
    return {
      secret: `whsec_${this.derive('v1', endpointId, generation).toString('base64')}`,
      publicKey: `whpk_${Buffer.from(x, 'base64url').toString('base64')}`,
    };
  }

  /** The header's signatures: by the newest keys first, then by those before, for 24 hours. */
  sign(owner: KeyOwner, message: SignedMessage): string {
    const { endpointId, generation, rotatedAt } = owner;
    const overlaps = rotatedAt && message.timestamp.getTime() < rotatedAt.getTime() + OVERLAP_MS;
    const generations = overlaps ? [generation, generation - 1] : [generation];
    return generations
      .flatMap((one) => [
        signSymmetric(this.derive('v1', endpointId, one), message),
        signAsymmetric(this.derive('v1a', endpointId, one), message),
      ])
      .join(' ');
  }

  private derive(scheme: 'v1' | 'v1a', endpointId: string, generation: number): Buffer {
    const info = `assay webhook ${scheme} ${endpointId} ${String(generation)}`;
    return Buffer.from(hkdfSync('sha256', this.pepper, '', info, KEY_BYTES));
  }
}

/** One `v1` signature. */
export const signSymmetric = (secret: Uint8Array, message: SignedMessage): string =>
  `v1,${createHmac('sha256', secret).update(signedText(message)).digest('base64')}`;

/** One `v1a` signature, by the 32 bytes of an Ed25519 key. */
const signAsymmetric = (seed: Buffer, message: SignedMessage): string =>
  `v1a,${sign(null, Buffer.from(signedText(message)), signingKey(seed)).toString('base64')}`;

const signingKey = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });

/** Seconds since 1970, as the header has them. */
export const timestampOf = ({ timestamp }: Pick<SignedMessage, 'timestamp'>): string =>
  String(Math.floor(timestamp.getTime() / 1000));

const signedText = (message: SignedMessage): string =>
  `${message.id}.${timestampOf(message)}.${message.body}`;
