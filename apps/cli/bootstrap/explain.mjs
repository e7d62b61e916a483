import { statfsSync } from 'node:fs';
import { ROOT } from './place.mjs';

/** An end of the command that the reader can do something about; its message says what. */
export class Stop extends Error {}

const GiB = 1024 ** 3;
const NEEDED_GiB = 2;

const KNOWN = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The quota of this user is used up.',
  EFBIG: 'This user may write no file that large (`ulimit -f`). Raise or lift that limit.',
  EACCES: 'This user may not write there. Clone into a folder of your own, or change its owner.',
  EPERM: 'This user may not do that. Clone into a folder of your own, or change its owner.',
  EROFS: 'The clone is on a read-only disk. Clone it to a writable one.',
};

/** One message: what was tried, what went wrong, what to do. */
export function explain(error) {
  if (error instanceof Stop) return `\n${error.message}${spaceHint()}`;
  const known = KNOWN[error.code];
  if (known) return `\n${error.syscall} of ${error.path} failed: ${known}${spaceHint()}`;
  return error.stack;
}

function spaceHint() {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = (bavail * bsize) / GiB;
  if (free >= NEEDED_GiB) return '';
  return `\nOnly ${free.toFixed(1)} GiB is free on its disk; Assay needs ${NEEDED_GiB} GiB there.`;
}
