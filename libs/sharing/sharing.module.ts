import { Module } from '@nestjs/common';
import { provide, UnitOfWork } from '#adapters/database';
import { ConsentModule, Directory } from '#consent';
import { ReadAccesses } from './read-accesses.js';

const PROVIDERS = [provide(ReadAccesses, UnitOfWork, Directory)];

/** What was shared; the gate itself is a function on a transaction. */
@Module({ imports: [ConsentModule], providers: PROVIDERS, exports: PROVIDERS })
export class SharingModule {}
