import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { SearchEvents } from './search/search-events.js';

const USE_CASES = [provide(SearchEvents, UnitOfWork, Clock)];

/** Wiring of this capability. */
@Module({ providers: USE_CASES, exports: USE_CASES })
export class AuditModule {}
