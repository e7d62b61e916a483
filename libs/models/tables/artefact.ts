import type { Statement, Tx } from '#adapters/database';
import type { SubjectKind } from '#score-engine';

/** An artefact's body, named by the SHA-256 of its canonical text: immutable, and nobody's. */
export interface ArtefactBody {
  readonly sha256: string;
  readonly kind: SubjectKind;
  readonly body: string;
}

const INSERT: Statement = {
  name: 'artefact_insert',
  text: `INSERT INTO control.artefact (sha256, kind, body) VALUES ($1, $2, $3)
    ON CONFLICT (sha256) DO NOTHING`,
};
const READ: Statement = {
  name: 'artefact_read',
  text: 'SELECT sha256, kind, body FROM control.artefact WHERE sha256 = $1',
};

/** Keeps a body; the same hash is the same body, so it is written once, whoever brings it. */
export function keepBody(tx: Tx, { sha256, kind, body }: ArtefactBody): void {
  tx.send(INSERT, [sha256, kind, body]);
}

/** The body of a hash that a row of the asking tenant's names; never of one that a caller gave. */
export async function readBody(tx: Tx, sha256: string): Promise<ArtefactBody | undefined> {
  const [row] = await tx.query<ArtefactBody>(READ, [sha256]);
  return row;
}
