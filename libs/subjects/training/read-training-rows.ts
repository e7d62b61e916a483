import type { Mode } from '#kernel';
import { CLUSTERS_OF, type Clusters, computeFeatureRows, type SubjectKind } from '#score-engine';
import type { Tx, UnitOfWork } from '#adapters/database';
import type { Cells } from '#tenancy';
import { FEATURE_SETS } from '../feature-sets.js';
import { type ClusterRow, readClusters } from '../tables/cluster.js';
import type { ObservedSubject } from '../tables/training.js';
import { labelOf, type OutcomeWindow, outcomeWindow } from './label.js';
import { observedPages } from './observed-pages.js';

/** Which rows a model is learnt from. */
export interface TrainingQuestion {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly kind: SubjectKind;
  /** Features as of this instant: nothing dated at or after it is seen. */
  readonly asOf: Date;
  /** The outcome is looked for from `asOf` until this instant. */
  readonly until: Date;
}

/** Rows to learn from, by cell and id. */
export interface TrainingRows {
  readonly ids: readonly string[];
  readonly references: readonly string[];
  /** [rows × FEATURE_SETS[kind].definitions], row by row; NaN = missing. */
  readonly x: Float64Array;
  /** [rows] 1 = defaulted within the horizon. */
  readonly y: Uint8Array;
}

/** Reads what a tenant's model is learnt from: features of then, outcomes since. */
export class ReadTrainingRows {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cells: Cells,
  ) {}

  /** Memory: the rows that it gives, and two pages of documents. */
  async execute(question: TrainingQuestion): Promise<TrainingRows> {
    const { tenantId, mode, kind, asOf, until } = question;
    const cells = await this.cells.all(tenantId, mode);
    const window = outcomeWindow(asOf, until);
    const parts: TrainingRows[] = [];
    const pages = observedPages(this.work, cells, kind, (tx, page) =>
      labelledPage(tx, kind, window, page),
    );
    for await (const page of pages) parts.push(rowsOf(question, page));
    return {
      ids: parts.flatMap(({ ids }) => ids),
      references: parts.flatMap(({ references }) => references),
      x: joinFloats(parts.map(({ x }) => x)),
      y: Uint8Array.from(parts.flatMap(({ y }) => [...y])),
    };
  }
}

interface LabelledPage {
  readonly subjects: readonly { readonly subject: ObservedSubject; readonly label: 0 | 1 }[];
  readonly documents: readonly ClusterRow[];
}

async function labelledPage(
  tx: Tx,
  kind: SubjectKind,
  window: OutcomeWindow,
  page: readonly ObservedSubject[],
): Promise<LabelledPage> {
  const subjects = page.flatMap((subject) => {
    const label = labelOf(subject.outcome, window);
    return label === undefined ? [] : [{ subject, label }];
  });
  const ids = subjects.map(({ subject }) => subject.subject_id);
  return { subjects, documents: await readClusters(tx, ids, CLUSTERS_OF[kind]) };
}

function rowsOf(
  { kind, asOf }: TrainingQuestion,
  { subjects, documents }: LabelledPage,
): TrainingRows {
  const ids = subjects.map(({ subject }) => subject.subject_id);
  const clusters = new Map<string, Record<string, unknown>>(ids.map((id) => [id, {}]));
  for (const row of documents) {
    const of = clusters.get(row.subject_id);
    if (of) of[row.cluster] = row.data;
  }
  const { definitions } = FEATURE_SETS[kind];
  return {
    ids,
    references: subjects.map(({ subject }) => subject.reference),
    x: computeFeatureRows(definitions, [...clusters.values()] as Clusters[], asOf),
    y: Uint8Array.from(subjects, ({ label }) => label),
  };
}

function joinFloats(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
