import { Readable } from 'node:stream';
import type { ApiKeyActor } from '#kernel';
import { StageImport } from '#subjects';
import type { Rig } from '../queue/rig.js';
import { AS_OF, shopperRows } from '../support/harness.js';

/** An import of the rig's institution. */
export interface StagedImport {
  readonly importId: string;
  readonly rows: number;
  readonly chunks: number;
}

/** A file of shoppers, found sound: what is left is to apply it. */
export async function stageImport(rig: Rig, shoppers: number): Promise<StagedImport> {
  const { work, cells, clock, tenantId } = rig.institution;
  const actor: ApiKeyActor = {
    kind: 'api_key',
    id: 'key',
    tenantId,
    mode: 'live',
    scopes: [],
    requestId: 'test',
  };
  const rows = shopperRows(0, shoppers, 'kill').map((row) => JSON.stringify(row));
  const body = Readable.from([Buffer.from(rows.join('\n'))]);
  const config = { IMPORT_LIMIT_BYTES: 2 ** 30 };
  const staged = await new StageImport(work, cells, clock, config).execute(actor, {
    kind: 'person',
    format: 'ndjson',
    asOf: new Date(AS_OF),
    body,
  });
  if (!staged.ok) throw new Error(staged.error.code);
  const { importId, chunks } = staged.value;
  return { importId, rows: rows.length, chunks };
}
