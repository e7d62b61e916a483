interface LocalFaultOptions extends ErrorOptions {
  readonly exitCode?: number;
}

/** What keeps the local services from running, in words for whoever started them. */
export class LocalFault extends Error {
  override readonly name = 'LocalFault';
  /** What the command ends with. */
  readonly exitCode: number;

  constructor(message: string, { exitCode = 1, ...options }: LocalFaultOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const KNOWN: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space there, or give DATA_DIR a folder on another disk',
  EDQUOT: "this user's quota is used up. Free some space, or give DATA_DIR another folder",
  EFBIG: 'this user may write no file that large (`ulimit -f`). Raise or lift that limit',
  EACCES: 'this user may not write there. Give DATA_DIR a folder that it may',
  EPERM: 'this user may not do that there. Give DATA_DIR a folder that it owns',
  EROFS: 'the disk is read-only. Give DATA_DIR a folder on another',
};

/** Runs `deed` and says of a full, closed or read-only disk what was tried and what to do. */
export async function explained<T>(tried: string, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new LocalFault(`${tried}: ${reason}.`, { cause: error });
  }
}

/** The reason in words, of a system error or of what a program of PostgreSQL wrote. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof LocalFault) return undefined;
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  if (code !== undefined && code in KNOWN) return KNOWN[code];
  const disk = diskReason(message);
  if (disk !== undefined) return disk;
  return message.includes('Permission denied') ? KNOWN['EACCES'] : undefined;
}

const DISK: readonly (readonly [said: string, code: string])[] = [
  ['No space left on device', 'ENOSPC'],
  ['Disk quota exceeded', 'EDQUOT'],
  ['File too large', 'EFBIG'],
];

/** Why a program cannot write any more and what to do, from what it said; undefined: it can. */
export function diskReason(said: string): string | undefined {
  const found = DISK.find(([text]) => said.includes(text));
  return found && KNOWN[found[1]];
}
