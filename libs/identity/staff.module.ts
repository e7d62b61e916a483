import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { provide, UnitOfWork } from '#adapters/database';
import { TenancyModule, Tenants } from '#tenancy';
import { CreateStaff } from './create-staff.js';
import { SignInStaff } from './sign-in-staff.js';

const PROVIDERS = [
  provide(CreateStaff, UnitOfWork, Tenants, Clock),
  provide(SignInStaff, UnitOfWork, Clock),
];

/** Those who work for a tenant or for the platform. */
@Module({ imports: [TenancyModule], providers: PROVIDERS, exports: PROVIDERS })
export class StaffModule {}
