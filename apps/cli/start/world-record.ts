import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalFault } from '../local/local-fault.js';

const Record = z.object({
  name: z.string(),
  asOf: z.string(),
  starts: z.number(),
  ready: z.boolean(),
  models: z.array(z.string()),
});

/** What the data folder's sample data are, kept from start to start. */
export type WorldRecord = z.infer<typeof Record>;

const FILE = 'sample-world.json';

/** The name of the data that no file is needed for. */
export const SIMULATED = 'simulated';

/** The record of the folder; undefined at the first start. */
export async function readWorldRecord(folder: string): Promise<WorldRecord | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Record.parse(JSON.parse(text));
}

/** Writes the record. */
export async function writeWorldRecord(folder: string, record: WorldRecord): Promise<void> {
  await writeFile(join(folder, FILE), JSON.stringify(record, null, 2));
}

/** Throws when the folder already holds other data than those asked for. */
export function refuseOtherData(
  record: WorldRecord | undefined,
  name: string,
  folder: string,
): void {
  if (!record || record.name === name) return;
  const again = record.name === SIMULATED ? 'without --data' : `with --profile ${record.name}`;
  throw new LocalFault(
    `${folder} holds the ${record.name} data: start ${again} for those, or run \`npm run reset\` first.`,
  );
}
