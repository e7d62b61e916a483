import { Module } from '@nestjs/common';
import { SubjectsModule } from '#subjects';
import { BasisController } from './basis.controller.js';
import { ImportsController } from './imports.controller.js';
import { SubjectsController } from './subjects.controller.js';

/** The doors of subjects. */
@Module({
  imports: [SubjectsModule],
  controllers: [SubjectsController, BasisController, ImportsController],
})
export class SubjectsDoorModule {}
