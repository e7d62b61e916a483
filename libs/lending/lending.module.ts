import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { Cells, TenancyModule } from '#tenancy';
import { CreateApplication } from './create-application.js';
import { ReadApplication } from './read-application.js';

const PROVIDERS = [
  provide(CreateApplication, UnitOfWork, Cells, Clock),
  provide(ReadApplication, UnitOfWork, Cells),
];

/** Applications. */
@Module({ imports: [TenancyModule], providers: PROVIDERS, exports: PROVIDERS })
export class LendingModule {}
