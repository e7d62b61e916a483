import { Module } from '@nestjs/common';
import { BorrowerModule } from './borrower.module.js';
import { StaffModule } from './staff.module.js';

/** People: each half, staff and borrowers, is a module of its own. */
@Module({ imports: [StaffModule, BorrowerModule], exports: [StaffModule, BorrowerModule] })
export class IdentityModule {}
