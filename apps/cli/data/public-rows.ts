import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type CsvError, parse } from 'csv-parse';
import { checkImportRow } from '#subjects';
import { DataFault } from './data-fault.js';
import { evaluate, type FileRow } from './evaluate.js';
import { columnsNeeded, type Profile } from './profile.js';
import type { Template } from './template.js';

const GZIP = [0x1f, 0x8b];
const RECORD_BYTES_MAX = 1024 * 1024;

/**
 * Turns a public CSV file (plain or gzip) into the NDJSON of the import endpoint, a subject's rows
 * at a time. Each row is checked as the endpoint would, so that a fault names the file's own row.
 */
export async function* publicRows(path: string, profile: Profile): AsyncGenerator<string, void> {
  const asOf = new Date(profile.as_of);
  let at: Map<string, number> | undefined;
  let row = -1;
  for await (const fields of recordsOf(path)) {
    row++;
    if (at === undefined) {
      at = placesOf(fields, profile);
      continue;
    }
    yield linesOf(profile, fileRow({ row, fields, at, asOf }));
  }
  if (at === undefined || row === 0) throw new DataFault(`${path} has no rows`);
}

async function* recordsOf(path: string): AsyncGenerator<string[], void> {
  const packed = await isGzip(path);
  const parser = parse({ bom: true, max_record_size: RECORD_BYTES_MAX });
  const file: Readable = createReadStream(path);
  const done = (): undefined => undefined;
  if (packed) pipeline(file, createGunzip(), parser, done);
  else pipeline(file, parser, done);
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield record;
  } catch (fault) {
    if (!isExpected(fault)) throw fault;
    const { records } = parser.info;
    throw new DataFault(`row ${records}: ${path} is not readable as CSV: ${fault.message}`);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path).catch((fault: unknown) => {
    throw new DataFault(`${path} cannot be read (${codeOf(fault)})`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP.every((byte, i) => buffer[i] === byte);
  } finally {
    await file.close();
  }
}

/** A broken archive or CSV is the file's fault; whatever else is ours. */
const isExpected = (fault: unknown): fault is CsvError => /^(?:CSV_|Z_)/.test(codeOf(fault));

const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : '';

function placesOf(header: readonly string[], profile: Profile): Map<string, number> {
  const at = new Map(header.map((name, i) => [name, i]));
  const missing = columnsNeeded(profile).find((column) => !at.has(column));
  if (missing !== undefined)
    throw new DataFault(`row 0, column ${missing}: the file lacks it; is it a ${profile.title}?`);
  return at;
}

function fileRow({ row, fields, at, asOf }: RowParts): FileRow {
  return { row, asOf, textOf: (column) => fields[at.get(column) ?? -1] ?? '' };
}

interface RowParts {
  readonly row: number;
  readonly fields: readonly string[];
  readonly at: ReadonlyMap<string, number>;
  readonly asOf: Date;
}

function linesOf(profile: Profile, row: FileRow): string {
  const { clusters, kind, basis } = profile;
  const reference = profile.reference.prefix + row.textOf(profile.reference.column);
  const email = profile.email.replace('{reference}', reference.toLowerCase());
  let lines = '';
  for (const [cluster, template] of Object.entries(clusters)) {
    const data = evaluate(template as Template, row);
    const value = { reference, email, basis, cluster, data };
    const checked = checkImportRow(kind, row.row, value);
    if (!checked.ok) {
      const { column, rule, detail } = checked.error;
      throw new DataFault(`row ${row.row}, ${cluster}: ${column} is refused (${rule}): ${detail}`);
    }
    lines += `${JSON.stringify(value)}\n`;
  }
  return lines;
}
