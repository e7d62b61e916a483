import { Module } from '@nestjs/common';
import { TenancyModule } from '#tenancy';
import { KeysController } from './keys.controller.js';
import { TenantsController } from './tenants.controller.js';

/** The doors of tenancy. */
@Module({ imports: [TenancyModule], controllers: [TenantsController, KeysController] })
export class TenancyDoors {}
