import { Module } from '@nestjs/common';
import { CONFIG } from '#adapters/config';
import { provide } from '#adapters/database';
import { SubjectsModule } from '#subjects';
import { BasisController } from './basis.controller.js';
import { ImportPlaces } from './import-places.js';
import { ImportsController } from './imports.controller.js';
import { SubjectsController } from './subjects.controller.js';

/** The doors of subjects. */
@Module({
  imports: [SubjectsModule],
  controllers: [SubjectsController, BasisController, ImportsController],
  providers: [provide(ImportPlaces, CONFIG)],
})
export class SubjectsDoorModule {}
