import { Module } from '@nestjs/common';
import { SubjectsModule } from '#subjects';
import { ImportsController } from './imports.controller.js';
import { SubjectsController } from './subjects.controller.js';

/** The doors of subjects. */
@Module({ imports: [SubjectsModule], controllers: [SubjectsController, ImportsController] })
export class SubjectsDoorModule {}
