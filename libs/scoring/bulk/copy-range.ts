import { pipeline } from 'node:stream/promises';
import type { Cell } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { bulkFeaturesSql, FEATURE_SETS, type SubjectRange } from '#subjects';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A range of subjects with basis and packed features, as binary COPY of `bulkFeaturesSql`. */
export async function copyRange(
  client: PoolClient,
  cell: Cell,
  kind: SubjectKind,
  range: Pick<SubjectRange, 'after' | 'upTo'>,
): Promise<Buffer> {
  const query = bulkFeaturesSql(cell, kind, FEATURE_SETS[kind].hash, range);
  const parts: Buffer[] = [];
  const out = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  await pipeline(out, async (source: AsyncIterable<Buffer>) => {
    for await (const part of source) parts.push(part);
  });
  return Buffer.concat(parts);
}
