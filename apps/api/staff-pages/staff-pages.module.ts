import { Module } from '@nestjs/common';
import { StaffModule } from '#identity';
import { AuditDoorModule } from '../audit/audit-door.module.js';
import { HttpModule } from '../http/http.module.js';
import { AuditPageController } from './audit-page.controller.js';
import { SessionPagesController } from './session.controller.js';
import { StyleController } from './style.controller.js';

/** The staff's pages, rendered here, without script. */
@Module({
  imports: [HttpModule, StaffModule, AuditDoorModule],
  controllers: [SessionPagesController, AuditPageController, StyleController],
})
export class StaffPagesModule {}
