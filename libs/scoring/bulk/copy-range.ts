import { pipeline } from 'node:stream/promises';
import type { Cell } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { bulkQueries, FEATURE_SETS, type SubjectRange } from '#subjects';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** The answers to `bulkQueries`, each as binary COPY. */
export interface CopiedRange {
  readonly subjects: Buffer;
  readonly features: Buffer;
}

/** A range of subjects with basis and packed features. */
export async function copyRange(
  client: PoolClient,
  cell: Cell,
  kind: SubjectKind,
  range: Pick<SubjectRange, 'after' | 'upTo'>,
): Promise<CopiedRange> {
  const { subjects, features } = bulkQueries(cell, kind, FEATURE_SETS[kind].hash, range);
  return { subjects: await copyOut(client, subjects), features: await copyOut(client, features) };
}

async function copyOut(client: PoolClient, query: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  const out = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  await pipeline(out, async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}
