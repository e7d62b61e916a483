import { jest } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { newPlace, type Place, Start } from './run-start.js';

jest.setTimeout(120_000);

const dataOf = ({ environment }: Place): string => environment['DATA_DIR'] ?? '';

/** Processes whose command names the folder. */
function runningOn(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    })
    .filter((command) => command.includes(folder));
}

const isOpen = (port: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

async function leftNothingRunning(place: Place): Promise<void> {
  const { DATA_DIR: folder = '', ...ports } = place.environment;
  expect(runningOn(folder)).toEqual([]);
  for (const port of Object.values(ports)) expect(await isOpen(port)).toBe(false);
  expect(existsSync(join(folder, 'start.lock'))).toBe(false);
}

/** Guards who tries us out on a small machine: they are told what to do, not shown a stack. */
it('says of a full disk what was tried and what to do, and leaves nothing running', async () => {
  const place = await newPlace();
  const folder = dataOf(place);
  // Whatever is written here, by whomever, meets a full disk.
  mkdirSync(join(folder, 'postgres'), { recursive: true });
  writeFileSync(join(folder, '.assay-data'), '');
  symlinkSync('/dev/full', join(folder, 'postgres', 'initdb-password'));

  const ended = await Start.run(place, ['--once']).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`PostgreSQL cannot be set up in ${folder}: the disk is full.`);
  expect(ended.stderr).toContain(
    'Free some space there, or give DATA_DIR a folder on another disk',
  );
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  await leftNothingRunning(place);
  place.remove();
});

/** Guards who lets it run: the disk is fullest when all is up already. */
it('stops all in order when the disk is full for the log of an app', async () => {
  const place = await newPlace();
  const folder = dataOf(place);
  const log = join(folder, 'logs', 'portal.log');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, '.assay-data'), '');
  symlinkSync('/dev/full', log);

  const ended = await Start.run(place, ['--once']).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`The portal ended, as its log ${log} cannot be written: the disk`);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  await leftNothingRunning(place);
  place.remove();
});

/** Guards who works under limits, of which a file's size is one that nobody thinks of. */
it('says the same of a limit on the size of files', async () => {
  const place = await newPlace();
  const limited = ['sh', '-c', 'ulimit -f 1024 && exec "$@"', 'sh'];

  const ended = await Start.run(place, ['--once'], {}, limited).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`PostgreSQL cannot be set up in ${dataOf(place)}: `);
  expect(ended.stderr).toContain('no file that large (`ulimit -f`)');
  expect(ended.stderr).not.toMatch(/\n\s+at /);
  await leftNothingRunning(place);
  place.remove();
});

/** Larger than any file of the programs, less than what the sample world takes up. */
const BLOCKS = 53_000;

/** Guards who waits for the journey: it ends in words about the disk, not about a status. */
it('says so as well when there is no more room in the middle of the journey', async () => {
  const place = await newPlace();
  const limited = ['sh', '-c', `ulimit -f ${String(BLOCKS)} && exec "$@"`, 'sh'];

  const ended = await Start.run(place, ['--once'], {}, limited).ended;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('Sending every person');
  expect(ended.stderr).toContain(`PostgreSQL could not write its data in ${dataOf(place)}: `);
  expect(ended.stderr).toContain('no file that large (`ulimit -f`)');
  await leftNothingRunning(place);
  place.remove();
});
