import type { BasisInput } from '../basis.js';
import type { RowsManifest } from './manifest.js';
import type { ImportRow } from './row.js';

/** Rows of a chunk, as soon as a subject is complete. */
export const CHUNK_ROWS = 2000;
/** Bytes of a chunk's documents, or nearly. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

interface BufferedSubject {
  readonly at: number;
  readonly firstRow: number;
  email: string | null;
  basis: BasisInput | null;
}

/** Rows of one cell on their way into a chunk. */
export class ChunkBuffer {
  private readonly bySubject = new Map<string, BufferedSubject>();
  private readonly rows: [number, string][] = [];
  private readonly documents: string[] = [];
  private last: string | undefined;
  /** Length of the documents in UTF-16 units. */
  size = 0;

  /** Whether the chunk is full; rows of the last subject still belong to it. */
  fullBefore(reference: string): boolean {
    return reference !== this.last && (this.rows.length >= CHUNK_ROWS || this.size >= CHUNK_BYTES);
  }

  /** Takes a row; what a later row says of its subject holds. */
  add({ reference, email, basis, cluster, document, row }: ImportRow): void {
    let subject = this.bySubject.get(reference);
    if (!subject) {
      subject = { at: this.bySubject.size, firstRow: row, email: null, basis: null };
      this.bySubject.set(reference, subject);
    }
    subject.email = email ?? subject.email;
    subject.basis = basis ?? subject.basis;
    this.rows.push([subject.at, cluster]);
    this.documents.push(document);
    this.size += document.length;
    this.last = reference;
  }

  /** The references, in order of their first rows. */
  references(): string[] {
    return [...this.bySubject.keys()];
  }

  /** The first row that speaks of the subject. */
  rowOf(reference: string): number {
    return this.bySubject.get(reference)?.firstRow ?? 0;
  }

  /** What is stored of the rows. */
  packed(): { readonly manifest: string; readonly documents: string } {
    const subjects = [...this.bySubject].map(
      ([reference, { email, basis }]) => [reference, email, basis] as const,
    );
    const manifest: RowsManifest = { subjects, rows: this.rows };
    return { manifest: JSON.stringify(manifest), documents: this.documents.join('\n') };
  }
}
