import type { BasisInput } from '../basis.js';

/** What a chunk of rows says beside its documents. */
export interface RowsManifest {
  /** Names the features that were computed of the rows. */
  readonly featureSet: string;
  /** Each subject once. */
  readonly subjects: readonly SubjectEntry[];
  /** For each document: the place of its subject, and its cluster. */
  readonly rows: readonly (readonly [number, string])[];
}

/**
 * Reference, mail address, basis (null where the rows do not say), and whether the features come of
 * all rows of the chunk that speak of the subject.
 */
export type SubjectEntry = readonly [string, string | null, BasisInput | null, boolean];

/** What a chunk whose rows are applied still has to do: hash (hexadecimal), subject's id. */
export interface IdentifiersManifest {
  readonly add: readonly (readonly [string, string])[];
  readonly remove: readonly (readonly [string, string])[];
}
