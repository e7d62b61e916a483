import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the package's default) at OWASP's first choice of cost. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Fewest characters of a password. */
export const PASSWORD_MIN = 12;
/** Most characters: hashing must stay cheap enough to offer to strangers. */
export const PASSWORD_MAX = 128;

/** The text that a password is checked against later. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Whether the password is the one of the hash. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password);
