export { type BasisHolder, BasisInput, BASES } from './basis.js';
export { basisState, type BasisState, type ProcessingBasis } from './basis.js';
export { bucketOfReference } from './bucket-of-reference.js';
export { type Cluster, CLUSTERS } from './clusters/catalogue.js';
export { emailHash, normaliseEmail } from './email.js';
export { SUBJECTS_HANDLED } from './events.js';
export { type FeatureSet, FEATURE_SETS } from './feature-sets.js';
export { FindSubjectsByEmail } from './find-subjects-by-email.js';
export { SUBJECTS_HANDLERS } from './handlers.js';
export { ApplyImport } from './import/apply-import.js';
export type { RowRefusal, RowRule } from './import/fault.js';
export { ReadImport, type ReadImportRefusal } from './import/read-import.js';
export type { ImportFormat } from './import/read-rows.js';
export { type ImportInput, StageImport, type StageImportRefusal } from './import/stage-import.js';
export { SUBJECTS_MIGRATIONS } from './migrations/index.js';
export { FindSubjectByReference, ReadSubject, type SubjectNotFound } from './read-subject.js';
export { RecordObjection } from './record-objection.js';
export { SetBasis } from './set-basis.js';
export type { Subject } from './subject.js';
export { SubjectsModule } from './subjects.module.js';
export { bulkQueries, type SubjectRange, subjectRanges } from './tables/bulk.js';
export { newestReceipt, readClusters } from './tables/cluster.js';
export { readFeatures, type StoredFeatures } from './tables/features.js';
export type { Import, ImportStatus } from './tables/import.js';
export { contactOf, findSubject, readSubject } from './tables/subject.js';
export {
  type FairnessAttributes,
  ReadFairnessAttributes,
} from './training/read-fairness-attributes.js';
export {
  ReadTrainingRows,
  type TrainingQuestion,
  type TrainingRows,
} from './training/read-training-rows.js';
export {
  type SubjectInput,
  UpsertSubject,
  type UpsertedSubject,
  type UpsertSubjectRefusal,
} from './upsert-subject.js';
export { emailAddress, REFERENCE_MAX } from './values.js';
export { latestAsOf } from './tables/latest-import.js';
export { referencesOf } from './tables/references.js';
export { checkRow as checkImportRow } from './import/row.js';
