import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Operation } from '#adapters/database';
import { Refused, refusal } from '#adapters/http';
import { CreateTenant, type CreateTenantRefusal, ListTenants, type PlatformActor } from '#tenancy';
import { Caller, PlatformOperator } from '../http/auth.js';
import { IdempotencyKey, TakesIdempotencyKey } from '../http/idempotency-key.js';
import { cursorOf, PAGE_DEFAULT, partsOfCursor } from '../schema/page.js';
import { presentTenant } from './present.js';
import { NewTenantBody, TenantOut, TenantPage, TenantsQuery } from './schema.js';

const STATUS = {
  'tenant-cells-not-allowed': 422,
  'tenant-slug-taken': 409,
} satisfies Record<CreateTenantRefusal['code'], number>;

/** Institutions, for the platform's operators. */
@ApiTags('platform')
@Controller('v1/platform/tenants')
export class TenantsController {
  constructor(
    @Inject(CreateTenant) private readonly createTenant: CreateTenant,
    @Inject(ListTenants) private readonly listTenants: ListTenants,
  ) {}

  @Post()
  @PlatformOperator()
  @TakesIdempotencyKey()
  @ApiOperation({ summary: 'Take an institution in' })
  @ApiCreatedResponse({ standardSchema: TenantOut, description: 'The institution' })
  async create(
    @Caller() actor: PlatformActor,
    @IdempotencyKey() operation: Operation | undefined,
    @Body({ schema: NewTenantBody }) body: z.infer<typeof NewTenantBody>,
  ) {
    const wish = {
      slug: body.slug,
      legalName: body.legal_name,
      tradingName: body.trading_name,
      roles: [...new Set(body.roles)],
      jurisdiction: body.jurisdiction,
      liveCells: body.live_cells,
    };
    const created = await this.createTenant.execute(actor, wish, operation);
    if (!created.ok) throw refusal(STATUS, created.error);
    return presentTenant(created.value);
  }

  @Get()
  @PlatformOperator()
  @ApiOperation({ summary: 'List the institutions in order of slug' })
  @ApiOkResponse({ standardSchema: TenantPage, description: 'A page of institutions' })
  async list(
    @Caller() actor: PlatformActor,
    @Query({ schema: TenantsQuery }) query: z.infer<typeof TenantsQuery>,
  ) {
    const { cursor, limit = PAGE_DEFAULT } = query;
    const [after] = cursor === undefined ? [''] : (partsOfCursor(cursor, 1) ?? []);
    if (after === undefined) throw notACursor();
    const found = await this.listTenants.execute(actor, after, limit);
    const last = found.length === limit ? found.at(-1) : undefined;
    return {
      tenants: found.map(presentTenant),
      next_cursor: last ? cursorOf([last.slug]) : null,
    };
  }
}

const notACursor = () =>
  new Refused(400, 'input-invalid', {
    errors: [
      { parameter: 'cursor', code: 'cursor', detail: 'must be a cursor of an earlier page' },
    ],
  });
