import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { ApiKeyActor } from '#kernel';
import { SearchEvents } from '#audit';
import { Cells } from '#tenancy';
import { ApiKey, Caller } from '../http/auth.js';
import { PAGE_DEFAULT } from '../schema/page.js';
import { eventsBody, eventsFile, eventsFileContent, filterOf } from './answers.js';
import { placeAfter } from './place.js';
import { EventsAnswer, EventsFileQuery, EventsQuery } from './schema.js';

/** A tenant's own audit log. */
@ApiTags('Audit')
@Controller('v1/audit')
export class AuditController {
  constructor(
    @Inject(SearchEvents) private readonly searchEvents: SearchEvents,
    @Inject(Cells) private readonly cells: Cells,
  ) {}

  @Get('events')
  @Header('cache-control', 'no-store')
  @ApiKey('audit:read')
  @ApiOperation({
    summary: 'Search your audit log',
    description:
      'The newest first. Your own half of what two institutions did; the search itself is an event.',
  })
  @ApiOkResponse({ standardSchema: EventsAnswer, description: 'A page of events' })
  async search(
    @Caller() actor: ApiKeyActor,
    @Query({ schema: EventsQuery }) query: z.output<typeof EventsQuery>,
  ) {
    const { cursor, limit = PAGE_DEFAULT } = query;
    const search = { filter: filterOf(query), after: placeAfter(cursor), limit };
    const cells = await this.cells.all(actor.tenantId, actor.mode);
    return eventsBody(await this.searchEvents.execute(actor, cells, search));
  }

  @Get('events.csv')
  @Header('cache-control', 'no-store')
  @ApiKey('audit:read')
  @ApiOperation({ summary: 'Your audit log, or what passes the filters, as CSV' })
  @ApiOkResponse({ description: 'A line an event, the newest first', content: eventsFileContent() })
  async csv(
    @Caller() actor: ApiKeyActor,
    @Query({ schema: EventsFileQuery }) query: z.output<typeof EventsFileQuery>,
  ) {
    const cells = await this.cells.all(actor.tenantId, actor.mode);
    return eventsFile(await this.searchEvents.export(actor, cells, filterOf(query)));
  }
}
