import type { Mode } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { readClusters } from '../tables/cluster.js';
import { observedPages } from './observed-pages.js';

/** What no model may know of a person; null where it is not known. */
export interface FairnessAttributes {
  readonly birthYear: number | null;
  readonly sex: string | null;
  readonly maritalStatus: string | null;
  readonly nationality: string | null;
  readonly group: string | null;
}

/**
 * Reads the prohibited attributes of all persons with an outcome: apart from everything that a
 * model is learnt from, for the fairness table alone.
 */
export class ReadFairnessAttributes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  /** By subject id; who has no profile is not there. */
  async execute(tenantId: string, mode: Mode): Promise<Map<string, FairnessAttributes>> {
    const cells = await this.cells.all(tenantId, mode);
    const attributes = new Map<string, FairnessAttributes>();
    const pages = observedPages(this.work, cells, 'person', (tx, page) =>
      readClusters(
        tx,
        page.map((subject) => subject.subject_id),
        ['profile'],
      ),
    );
    for await (const page of pages)
      for (const { subject_id: id, data } of page)
        attributes.set(id, attributesOf(data as Profile));
    return attributes;
  }
}

interface Profile {
  readonly birth_year?: number | null;
  readonly sex?: string | null;
  readonly marital_status?: string | null;
  readonly nationality?: string | null;
  readonly group?: string | null;
}

const attributesOf = (profile: Profile): FairnessAttributes => ({
  birthYear: profile.birth_year ?? null,
  sex: profile.sex ?? null,
  maritalStatus: profile.marital_status ?? null,
  nationality: profile.nationality ?? null,
  group: profile.group ?? null,
});
