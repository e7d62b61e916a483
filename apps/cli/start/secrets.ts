import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { explained } from '../local/local-fault.js';

const Secrets = z.object({
  rolePassword: z.string(),
  pepper: z.string(),
  staffJwtSecret: z.string(),
  staffPassword: z.string(),
});

/** What a local installation keeps to itself. */
export type Secrets = z.infer<typeof Secrets>;

const FILE = 'secrets.json';
const OWNER_ONLY = 0o600;

/** The secrets of the data folder, made at the first start. */
export async function localSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, FILE);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Secrets.parse(JSON.parse(kept));
  const secrets: Secrets = {
    rolePassword: randomBytes(24).toString('hex'),
    pepper: randomBytes(32).toString('hex'),
    staffJwtSecret: randomBytes(48).toString('base64url'),
    staffPassword: randomBytes(12).toString('base64url'),
  };
  await explained(`${path} cannot be written`, () =>
    writeFile(path, JSON.stringify(secrets, null, 2), { mode: OWNER_ONLY }),
  );
  return secrets;
}
