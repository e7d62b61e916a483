import { computeFeatures, packFeatures, type SubjectKind } from '#score-engine';
import type { BasisInput } from '../basis.js';
import { FEATURE_SETS } from '../feature-sets.js';
import type { NewChunk } from '../tables/import-chunk.js';
import { DocumentLines } from './document-lines.js';
import type { RowsManifest, SubjectEntry } from './manifest.js';
import type { ImportRow } from './row.js';

/** Rows of a chunk, as soon as a subject is complete. */
const CHUNK_ROWS = 2000;
/** Bytes of a chunk's documents, as soon as a subject is complete. */
const CHUNK_SIZE = 4 * 1024 * 1024;

interface BufferedSubject {
  readonly at: number;
  readonly firstRow: number;
  email: string | null;
  basis: BasisInput | null;
  /** Its rows stood together, so that its features come of them all. */
  whole: boolean;
}

/**
 * Rows of one cell on their way into a chunk. Features are computed here, where the documents are
 * at hand: those of a subject who turns out to be new are then only copied.
 */
export class ChunkBuffer {
  private readonly bySubject = new Map<string, BufferedSubject>();
  private readonly rows: [number, string][] = [];
  private readonly documents = new DocumentLines();
  private readonly features: Uint8Array[] = [];
  private last: string | undefined;
  /** The clusters of the last subject so far. */
  private clusters: Record<string, unknown> = {};

  constructor(
    private readonly kind: SubjectKind,
    private readonly asOf: Date,
  ) {}

  /** Length of the documents in bytes. */
  get size(): number {
    return this.documents.size;
  }

  /** Whether the chunk is full; rows of the last subject still belong to it. */
  fullBefore(reference: string): boolean {
    return reference !== this.last && (this.rows.length >= CHUNK_ROWS || this.size >= CHUNK_SIZE);
  }

  /** Takes a row; what a later row says of its subject holds. */
  add(row: ImportRow): void {
    const subject = this.subjectOf(row);
    subject.email = row.email ?? subject.email;
    subject.basis = row.basis ?? subject.basis;
    this.clusters[row.cluster] = row.data;
    this.rows.push([subject.at, row.cluster]);
    this.documents.add(row.document);
  }

  /** The references, in order of their first rows. */
  references(): string[] {
    return [...this.bySubject.keys()];
  }

  /** The first row that speaks of the subject. */
  rowOf(reference: string): number {
    return this.bySubject.get(reference)?.firstRow ?? 0;
  }

  /** Ends the chunk. */
  packed(): NewChunk {
    this.closeSubject();
    const subjects = [...this.bySubject].map(
      ([reference, { email, basis, whole }]): SubjectEntry => [reference, email, basis, whole],
    );
    const featureSet = FEATURE_SETS[this.kind].hash;
    const manifest: RowsManifest = { featureSet, subjects, rows: this.rows };
    return {
      manifest: JSON.stringify(manifest),
      documents: this.documents.bytes(),
      features: Buffer.concat(this.features),
    };
  }

  private subjectOf({ reference, row }: ImportRow): BufferedSubject {
    const before = this.bySubject.get(reference);
    if (before && this.last === reference) return before;
    this.closeSubject();
    this.last = reference;
    const { size } = this.bySubject;
    const subject = before ?? { at: size, firstRow: row, email: null, basis: null, whole: true };
    subject.whole = before === undefined;
    this.bySubject.set(reference, subject);
    return subject;
  }

  /** Computes the features of the last subject; of one that came back they are there, and void. */
  private closeSubject(): void {
    const subject = this.last === undefined ? undefined : this.bySubject.get(this.last);
    if (subject?.at === this.features.length) {
      const { definitions } = FEATURE_SETS[this.kind];
      const values = computeFeatures(definitions, this.clusters, this.asOf);
      this.features.push(packFeatures(values));
    }
    this.clusters = {};
    this.last = undefined;
  }
}
