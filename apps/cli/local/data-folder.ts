import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explained, LocalFault } from './local-fault.js';

/** Where `npm start` keeps the environment that it made, for commands typed beside it. */
export const ENVIRONMENT_FILE = 'environment.json';
/** Marks a folder as ours to remove. */
const MARK = '.assay-data';
const OTHERS_MAY_ENTER = 0o001;

/** The clone that this code runs from, built or not. */
export function cloneRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new LocalFault(`No clone of Assay is found above ${folder}.`);
    folder = above;
  }
  return folder;
}

/**
 * Where the local database and its like are kept: `configured`, else `.data` in the clone.
 *
 * PostgreSQL refuses to run as root, so root starts it as another user; where the clone lies under
 * a folder closed to others, the data go to the system's lasting temporary folder, under a name
 * made from the clone's path, so that the next start finds them again.
 */
export function dataFolder(clone: string, configured?: string): string {
  if (configured !== undefined) return resolve(clone, configured);
  if (process.getuid?.() !== 0 || isOpenToOthers(clone)) return join(clone, '.data');
  const name = createHash('sha256').update(resolve(clone)).digest('hex').slice(0, 12);
  return join('/var/tmp', `assay-${name}`);
}

/** Whether another user may pass through every folder down to this one. */
export function isOpenToOthers(folder: string): boolean {
  const above = dirname(folder);
  const open = (statSync(folder).mode & OTHERS_MAY_ENTER) !== 0;
  return open && (above === folder || isOpenToOthers(above));
}

/** Makes the data folder where it is absent, and refuses one that is somebody else's. */
export async function openDataFolder(folder: string): Promise<void> {
  await explained(`The data folder ${folder} cannot be made or written`, async () => {
    if (!existsSync(folder)) await mkdir(folder, { recursive: true });
    else await refuseForeign(folder);
    await chmod(folder, 0o755); // whatever the umask: PostgreSQL's user passes through it
    await writeFile(join(folder, MARK), 'Made by Assay; `npm run reset` removes this folder.\n');
  });
}

/** Removes a data folder that we made; `false` when there is none. */
export async function removeDataFolder(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  if (!existsSync(join(folder, MARK)))
    throw new LocalFault(`${folder} was not made by Assay (it lacks ${MARK}): remove it by hand.`);
  await explained(`The data folder ${folder} cannot be removed`, () =>
    rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  );
  return true;
}

async function refuseForeign(folder: string): Promise<void> {
  const { uid } = await stat(folder);
  const me = process.getuid?.();
  if (me !== undefined && uid !== me)
    throw new LocalFault(
      `The data folder ${folder} belongs to another user. ` +
        'Start as that user, or give DATA_DIR a folder of your own.',
    );
  if (!existsSync(join(folder, MARK)) && readdirSync(folder).length > 0)
    throw new LocalFault(
      `The data folder ${folder} holds files that are not Assay's. Give DATA_DIR an empty folder.`,
    );
}
