import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new secret for a browser's cookie: of a visit, or of a session. */
export const newBrowserSecret = (): string => randomBytes(BYTES).toString('base64url');

/** What is kept of such a secret. 256 random bits need no slow hash. */
export const browserSecretHash = (secret: string): Buffer =>
  createHash('sha256').update(secret).digest();
