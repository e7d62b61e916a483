import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { z } from 'zod';
import type { Mode, StaffActor } from '#kernel';
import { refusal } from '#adapters/http';
import { SearchEvents } from '#audit';
import { Caller, StaffOnly } from '../http/auth.js';
import { PAGE_DEFAULT } from '../schema/page.js';
import { eventsBody, eventsFile, eventsFileContent, filterOf } from './answers.js';
import { placeAfter } from './place.js';
import { EventsAnswer, StaffEventsFileQuery, StaffEventsQuery } from './schema.js';
import { StaffReach, type StaffReachRefusal } from '#identity';

const STATUS = {
  'audit-tenant-missing': 422,
  'tenant-not-found': 404,
} satisfies Record<StaffReachRefusal['code'], number>;

const PROBLEM = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
};

/** A tenant's audit log, for compliance staff. */
@ApiTags('Audit')
@ApiNotFoundResponse({
  description: 'There is no such tenant, or it is not yours.',
  content: PROBLEM,
})
@ApiUnprocessableEntityResponse({
  description: 'Staff of the platform must name a tenant.',
  content: PROBLEM,
})
@Controller('v1/staff/audit')
export class StaffAuditController {
  constructor(
    @Inject(SearchEvents) private readonly searchEvents: SearchEvents,
    @Inject(StaffReach) private readonly reach: StaffReach,
  ) {}

  @Get('events')
  @Header('cache-control', 'no-store')
  @StaffOnly('compliance')
  @ApiOperation({
    summary: "Search a tenant's audit log",
    description:
      'Staff of a tenant see their own; staff of the platform name one tenant a call. Identities ' +
      "are ids alone. The search itself is an event of the tenant's log.",
  })
  @ApiOkResponse({ standardSchema: EventsAnswer, description: 'A page of events' })
  async search(
    @Caller() actor: StaffActor,
    @Query({ schema: StaffEventsQuery }) query: z.output<typeof StaffEventsQuery>,
  ) {
    const { cursor, limit = PAGE_DEFAULT } = query;
    const search = { filter: filterOf(query), after: placeAfter(cursor), limit };
    const cells = await this.cellsOf(actor, query);
    return eventsBody(await this.searchEvents.execute(actor, cells, search));
  }

  @Get('events.csv')
  @Header('cache-control', 'no-store')
  @StaffOnly('compliance')
  @ApiOperation({ summary: "A tenant's audit log, or what passes the filters, as CSV" })
  @ApiOkResponse({ description: 'A line an event, the newest first', content: eventsFileContent() })
  async csv(
    @Caller() actor: StaffActor,
    @Query({ schema: StaffEventsFileQuery }) query: z.output<typeof StaffEventsFileQuery>,
  ) {
    const cells = await this.cellsOf(actor, query);
    return eventsFile(await this.searchEvents.export(actor, cells, filterOf(query)));
  }

  private async cellsOf(
    actor: StaffActor,
    { tenant, mode }: { readonly tenant?: string | undefined; readonly mode: Mode },
  ) {
    const reached = await this.reach.of(actor, { slug: tenant, mode });
    if (!reached.ok) throw refusal(STATUS, reached.error);
    return reached.value.cells;
  }
}
