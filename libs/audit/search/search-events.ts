import { type ApiKeyActor, type Cell, type Clock, invariant, type StaffActor } from '#kernel';
import type { UnitOfWork } from '#adapters/database';
import type { AuditEvent } from '../event.js';
import { auditExported, auditExportStarted, auditSearched } from '../events.js';
import { record } from '../record.js';
import { eventOf, readEntries, type StoredEntry } from '../tables/audit-entry.js';
import { type EventFilter, type EventView, filtersUsed } from './event-filter.js';
import { type EventPlace, newestFirst, takeReady } from './newest-first.js';

/** Events of a page at most. */
export const EVENTS_MAX = 200;
/** Events of a file that are in memory at a time, over all cells, and the fewest of one cell. */
const EXPORT_READ_ROWS = 4_000;
const EXPORT_READ_ROWS_OF_CELL = 16;

/** Who may look into a log. */
export type Searcher = ApiKeyActor | StaffActor;

/** What is looked for, and which page of it. */
export interface EventSearch {
  readonly filter: EventFilter;
  /** The last event of the page before. */
  readonly after?: EventPlace | undefined;
  /** Events of the page, in [1, 200]. */
  readonly limit: number;
}

/** A page of events, newest first. */
export interface EventPage {
  readonly events: readonly EventView[];
  /** The place from which the next page goes on; null when this was the last. */
  readonly next: EventPlace | null;
}

/**
 * Looks into the log of one tenant and mode. That somebody looked is an event of that log.
 *
 * `cells` are all cells of the tenant and mode, the home cell first: whoever calls says whose log
 * the actor may see.
 */
export class SearchEvents {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** One page. It is answered only when the search itself is in the log. */
  async execute(actor: Searcher, cells: readonly Cell[], search: EventSearch): Promise<EventPage> {
    const { filter, after, limit } = search;
    invariant(limit >= 1 && limit <= EVENTS_MAX, 'a page has 1 to 200 events');
    const read = { filter, after, rows: limit + 1 };
    const logs = await this.work.gather(cells, (tx) => readEntries(tx, read));
    const found = logs.flat().sort(newestFirst);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;

    const home = homeOf(cells);
    const facts = { filters: filtersUsed(filter), rows: shown.length };
    await this.note(actor, home, auditSearched(home.tenantId, facts));
    return { events: shown.map(eventOf), next: last ? { at: last.at, id: last.id } : null };
  }

  /**
   * All events that pass, newest first, part by part. In the log before the first of them is
   * given, and again at the end with their number, whole or broken off.
   */
  async export(
    actor: Searcher,
    cells: readonly Cell[],
    filter: EventFilter,
  ): Promise<AsyncGenerator<readonly EventView[]>> {
    const home = homeOf(cells);
    await this.note(actor, home, auditExportStarted(home.tenantId, filtersUsed(filter)));
    return this.counted(actor, home, { filter, parts: this.parts(cells, filter) });
  }

  private async *counted(
    actor: Searcher,
    home: Cell,
    { filter, parts }: { filter: EventFilter; parts: AsyncGenerator<readonly EventView[]> },
  ): AsyncGenerator<readonly EventView[]> {
    let rows = 0;
    let isWhole = false;
    try {
      for await (const part of parts) {
        rows += part.length;
        yield part;
      }
      isWhole = true;
    } finally {
      const facts = { filters: filtersUsed(filter), rows };
      await this.note(actor, home, auditExported(home.tenantId, facts, isWhole));
    }
  }

  /** Reads on in the cells of which nothing is left, each in a transaction of its own. */
  private async *parts(
    cells: readonly Cell[],
    filter: EventFilter,
  ): AsyncGenerator<readonly EventView[]> {
    const share = Math.floor(EXPORT_READ_ROWS / cells.length);
    const rows = Math.max(EXPORT_READ_ROWS_OF_CELL, share);
    let logs = cells.map((cell): CellLog => ({ cell, rows: [], more: true, after: undefined }));
    while (logs.some(({ rows: left, more }) => more || left.length > 0)) {
      logs = await this.refill(logs, filter, rows);
      const { ready, rest } = takeReady(logs);
      logs = logs.map((log, at) => ({ ...log, rows: rest[at] ?? [] }));
      if (ready.length > 0) yield ready.map(eventOf);
    }
  }

  private async refill(
    logs: readonly CellLog[],
    filter: EventFilter,
    rows: number,
  ): Promise<CellLog[]> {
    const dry = logs.filter((log) => log.more && log.rows.length === 0);
    const after = new Map(dry.map((log) => [log.cell.cellId, log.after]));
    const read = await this.work.gather(
      dry.map(({ cell }) => cell),
      async (tx) => {
        const { cellId } = tx.cell;
        return { cellId, got: await readEntries(tx, { filter, after: after.get(cellId), rows }) };
      },
    );
    const fresh = new Map(read.map(({ cellId, got }) => [cellId, got]));
    return logs.map((log) => {
      const got = fresh.get(log.cell.cellId);
      return got
        ? { ...log, rows: got, more: got.length === rows, after: got.at(-1) ?? log.after }
        : log;
    });
  }

  private async note(actor: Searcher, home: Cell, event: AuditEvent): Promise<void> {
    await this.work.run(home, async (tx) => {
      record(tx, actor, event, this.clock.now());
    });
  }
}

/** How far one cell's log was read for a file. */
interface CellLog {
  readonly cell: Cell;
  readonly rows: readonly StoredEntry[];
  readonly more: boolean;
  readonly after: EventPlace | undefined;
}

function homeOf(cells: readonly Cell[]): Cell {
  const [home] = cells;
  invariant(home?.bucket === 0, 'the cells of a tenant begin with its home');
  return home;
}
