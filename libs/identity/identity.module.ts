import { Module } from '@nestjs/common';
import { StaffModule } from './staff.module.js';

/** People: each half, staff and borrowers, is a module of its own. */
@Module({ imports: [StaffModule], exports: [StaffModule] })
export class IdentityModule {}
