import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { CONFIG } from '#adapters/config';
import { Cells, TenancyModule } from '#tenancy';
import { FindSubjectsByEmail } from './find-subjects-by-email.js';
import { ApplyChunk } from './import/apply-chunk.js';
import { ApplyImport } from './import/apply-import.js';
import { ReadImport } from './import/read-import.js';
import { FailImport } from './import/fail-import.js';
import { StageImport } from './import/stage-import.js';
import { FindSubjectByReference, ReadSubject } from './read-subject.js';
import { RecordObjection } from './record-objection.js';
import { SetBasis } from './set-basis.js';
import { ReadFairnessAttributes } from './training/read-fairness-attributes.js';
import { ReadTrainingRows } from './training/read-training-rows.js';
import { UpsertSubject } from './upsert-subject.js';

/** Wires the use cases of subjects. */
@Module({
  imports: [TenancyModule],
  providers: [
    provide(UpsertSubject, UnitOfWork, Cells, Clock, CONFIG),
    provide(ReadSubject, UnitOfWork, Cells),
    provide(FindSubjectByReference, UnitOfWork, Cells),
    provide(FindSubjectsByEmail, UnitOfWork, Cells, CONFIG),
    provide(SetBasis, UnitOfWork, Cells, Clock),
    provide(RecordObjection, UnitOfWork, Cells, Clock),
    provide(StageImport, UnitOfWork, Cells, Clock, CONFIG),
    provide(ReadImport, UnitOfWork, Cells),
    provide(ApplyChunk, UnitOfWork, Clock, CONFIG),
    provide(FailImport, UnitOfWork, Cells, Clock),
    provide(ApplyImport, UnitOfWork, Cells, Clock, ApplyChunk),
    provide(ReadTrainingRows, UnitOfWork, Cells),
    provide(ReadFairnessAttributes, UnitOfWork, Cells),
  ],
  exports: [
    UpsertSubject,
    ReadSubject,
    FindSubjectByReference,
    FindSubjectsByEmail,
    SetBasis,
    RecordObjection,
    StageImport,
    ReadImport,
    ApplyImport,
    FailImport,
    ReadTrainingRows,
    ReadFairnessAttributes,
  ],
})
export class SubjectsModule {}
