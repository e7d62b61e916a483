import type { Mode } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Config } from '#adapters/config';
import type { Cells } from '#tenancy';
import { bucketOfHash, emailHash } from './email.js';
import type { Subject } from './subject.js';
import { findIdentifiers } from './tables/identifier.js';
import { readSubject } from './tables/subject.js';

/** The most subjects that one address leads to. */
const MATCHES_MAX = 20;

/** Whom an address leads to. */
export class FindSubjectsByEmail {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
    private readonly config: Pick<Config, 'PEPPER'>,
  ) {}

  /**
   * The tenant's subjects under an address's keyed hash (`emailHash`), oldest first. Each is read,
   * and counts only while it holds that very address: the index alone proves nothing.
   */
  async execute(tenantId: string, mode: Mode, hash: Buffer): Promise<Subject[]> {
    const indexed = await this.cells.ofBucket(tenantId, mode, bucketOfHash(hash));
    if (!indexed) return [];
    const ids = await this.work.run(indexed, (tx) => findIdentifiers(tx, hash, MATCHES_MAX));
    const found = await Promise.all(ids.map((id) => this.read(tenantId, mode, id)));
    return found.filter(
      (subject): subject is Subject =>
        subject?.email != null && emailHash(this.config.PEPPER, subject.email).equals(hash),
    );
  }

  private async read(tenantId: string, mode: Mode, id: string): Promise<Subject | undefined> {
    const cell = await this.cells.of(tenantId, mode, id);
    return cell && this.work.run(cell, (tx) => readSubject(tx, id));
  }
}
