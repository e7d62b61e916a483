import { Module } from '@nestjs/common';
import { provide } from '#adapters/database';
import { AuditModule } from '#audit';
import { Cells, TenancyModule, Tenants } from '#tenancy';
import { AuditController } from './audit.controller.js';
import { StaffAuditController } from './staff-audit.controller.js';
import { StaffReach } from '#identity';

/** The doors of the audit log. */
@Module({
  imports: [AuditModule, TenancyModule],
  providers: [provide(StaffReach, Tenants, Cells)],
  controllers: [AuditController, StaffAuditController],
  exports: [StaffReach, AuditModule],
})
export class AuditDoorModule {}
