import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { GivenGoldenRows } from '#models';
import { LocalFault } from '../local/local-fault.js';

/** Golden rows as a file has them. */
export type GoldenFile = GivenGoldenRows;

/** How a command ends that was not understood. */
export const MISUSED = 3;

const Shape = z.strictObject({
  of: z.enum(['margin', 'output']).default('margin'),
  rows: z.array(z.array(z.number().nullable())),
  expected: z.array(z.number()),
});

/** Reads a file. @throws LocalFault that names the file and says why it cannot be read */
export async function readGivenFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new LocalFault(`Cannot read ${path}: ${why}`, { exitCode: MISUSED });
  }
}

/** Reads a JSON file. @throws LocalFault that names the file and what is wrong with it */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = (await readGivenFile(path)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new LocalFault(`${path} is not JSON`, { exitCode: MISUSED });
  }
}

/** Reads golden rows: `{"of": "margin", "rows": [[1, null]], "expected": [-2.5]}`. */
export async function readGoldenFile(path: string): Promise<GoldenFile> {
  const parsed = Shape.safeParse(await readJsonFile(path));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LocalFault(
    `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not golden rows'}`,
    { exitCode: MISUSED },
  );
}
