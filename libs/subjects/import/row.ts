import { err, ok, type Result } from '#kernel';
import type { SubjectKind } from '#score-engine';
import { z } from 'zod';
import { BasisInput } from '../basis.js';
import { clusterOf } from '../clusters/catalogue.js';
import { emailAddress, plainText, REFERENCE_MAX } from '../values.js';
import { type Fault, faultOf } from './fault.js';

/** The most bytes of one row, its line end not counted. */
export const ROW_BYTES_MAX = 1024 * 1024;

/** One document of one subject, checked. */
export interface ImportRow {
  /** The place in the file, from 1; a header is row 0. */
  readonly row: number;
  readonly reference: string;
  readonly email: string | null;
  readonly basis: BasisInput | null;
  readonly cluster: string;
  readonly data: unknown;
  /** The data as compact JSON: no line break within. */
  readonly document: string;
}

const Envelope = z.strictObject({
  reference: plainText(REFERENCE_MAX),
  email: emailAddress().nullable().optional(),
  basis: BasisInput.nullable().optional(),
  cluster: z.string(),
  data: z.record(z.string(), z.unknown()),
});

/** Checks a row of a kind's import; `value` is what its line or its fields said. */
export function checkRow(kind: SubjectKind, row: number, value: unknown): Result<ImportRow, Fault> {
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) return err(faultOf(parsed.error, value));
  const { reference, email = null, basis = null, cluster: name, data } = parsed.data;
  const cluster = clusterOf(kind, name);
  if (!cluster)
    return err({
      column: 'cluster',
      rule: 'unknown-cluster',
      detail: `must be a cluster of a ${kind}`,
    });
  const checked = cluster.schema.safeParse(data);
  if (!checked.success) return err(faultOf(checked.error, data, 'data'));
  const document = JSON.stringify(checked.data);
  return ok({ row, reference, email, basis, cluster: name, data: checked.data, document });
}
