/** A position in the order of a log: after the event that is there. */
export interface EventPlace {
  readonly at: Date;
  readonly id: string;
}

/** Orders events newest first; those of one instant by id, the greater first. */
export function newestFirst(a: EventPlace, b: EventPlace): number {
  const later = b.at.getTime() - a.at.getTime();
  if (later !== 0) return later;
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

/** What was read of one cell's log and not given out yet, newest first. */
export interface Unread<T> {
  readonly rows: readonly T[];
  /** Whether the cell has more beyond these rows. */
  readonly more: boolean;
}

/**
 * What can be given out of several logs read part by part: every row that nothing still unread can
 * precede.
 *
 * @returns `ready` newest first, and what is left of each log, in its order
 */
export function takeReady<T extends EventPlace>(
  logs: readonly Unread<T>[],
): { readonly ready: T[]; readonly rest: (readonly T[])[] } {
  // A log with more behind its last row is known as far as that row; one read empty, not at all.
  const known = logs.filter(({ more }) => more).map(({ rows }) => rows.at(-1));
  if (known.includes(undefined)) return { ready: [], rest: logs.map(({ rows }) => rows) };
  const [frontier] = (known as T[]).sort(newestFirst);
  const isReady = (row: T) => frontier === undefined || newestFirst(row, frontier) <= 0;
  return {
    ready: logs.flatMap(({ rows }) => rows.filter(isReady)).sort(newestFirst),
    rest: logs.map(({ rows }) => rows.filter((row) => !isReady(row))),
  };
}
