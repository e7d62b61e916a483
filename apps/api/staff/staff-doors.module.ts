import { Module } from '@nestjs/common';
import { StaffModule } from '#identity';
import { HttpModule } from '../http/http.module.js';
import { SessionsController } from './sessions.controller.js';
import { StaffController } from './staff.controller.js';

/** The doors of staff and their log-ins. */
@Module({ imports: [HttpModule, StaffModule], controllers: [SessionsController, StaffController] })
export class StaffDoors {}
