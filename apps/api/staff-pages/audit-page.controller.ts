import { Controller, Get, Header, Inject, Query, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { StaffActor } from '#kernel';
import { refusal, Refused } from '#adapters/http';
import { SearchEvents } from '#audit';
import { eventsFile } from '../audit/answers.js';
import { cursorOfPlace, placeAfter } from '../audit/place.js';
import { StaffReach, type StaffReachRefusal } from '#identity';
import { Open } from '../http/auth.js';
import { PAGE_DEFAULT } from '../schema/page.js';
import { type AuditForm, readAuditForm } from './audit-form.js';
import { StaffPageFilter } from './staff-page.filter.js';
import { StaffPageGuard } from './staff-page.guard.js';
import { complianceOf, type StaffVisit, StaffVisiting } from './staff-visit.js';
import { auditPage } from './views/audit-page.js';

const STATUS = {
  'audit-tenant-missing': 422,
  'tenant-not-found': 404,
} satisfies Record<StaffReachRefusal['code'], number>;

/** The audit log, as a page and as a file. */
@ApiExcludeController()
@Controller('staff')
@Open()
@UseGuards(StaffPageGuard)
@UseFilters(StaffPageFilter)
export class AuditPageController {
  constructor(
    @Inject(SearchEvents) private readonly searchEvents: SearchEvents,
    @Inject(StaffReach) private readonly reach: StaffReach,
  ) {}

  @Get('audit')
  @Header('content-type', 'text/html; charset=utf-8')
  async page(
    @StaffVisiting() visit: StaffVisit,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const actor = complianceOf(visit);
    const form = readAuditForm(query);
    const namesTenant = actor.tenantId === null;
    if (form.faults.length > 0) {
      void reply.status(400);
      return auditPage(visit, { form, namesTenant });
    }
    // Nothing was asked for yet: the form alone.
    if (namesTenant && form.tenant === undefined) return auditPage(visit, { form, namesTenant });

    const { cursor } = query;
    const after = placeAfter(typeof cursor === 'string' ? cursor : undefined);
    const { tenant, cells } = await this.reached(actor, form);
    const search = { filter: form.filter, after, limit: PAGE_DEFAULT };
    const { events, next } = await this.searchEvents.execute(actor, cells, search);
    const found = {
      tenant: tenant.tradingName,
      events,
      next: next && cursorOfPlace(next),
      isFirst: after === undefined,
    };
    return auditPage(visit, { form, namesTenant, found });
  }

  @Get('audit.csv')
  async csv(@StaffVisiting() visit: StaffVisit, @Query() query: Readonly<Record<string, unknown>>) {
    const actor = complianceOf(visit);
    const form = readAuditForm(query);
    if (form.faults.length > 0) throw new Refused(400, 'input-invalid');
    const { cells } = await this.reached(actor, form);
    return eventsFile(await this.searchEvents.export(actor, cells, form.filter));
  }

  private async reached(actor: StaffActor, { tenant, mode }: AuditForm) {
    const reached = await this.reach.of(actor, { slug: tenant, mode });
    if (!reached.ok) throw refusal(STATUS, reached.error);
    return reached.value;
  }
}
