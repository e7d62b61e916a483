import type { BasisInput } from '../basis.js';

/** What a chunk of rows says beside its documents. */
export interface RowsManifest {
  /** Each subject once: reference, mail address, basis; null where the rows do not say. */
  readonly subjects: readonly (readonly [string, string | null, BasisInput | null])[];
  /** For each document: the place of its subject, and its cluster. */
  readonly rows: readonly (readonly [number, string])[];
}

/** What a chunk whose rows are applied still has to do: hash (hexadecimal), subject's id. */
export interface IdentifiersManifest {
  readonly add: readonly (readonly [string, string])[];
  readonly remove: readonly (readonly [string, string])[];
}
