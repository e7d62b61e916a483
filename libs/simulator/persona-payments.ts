import type { InstalmentEntry, RepaymentsCluster } from './clusters.js';
import type { Era } from './era.js';
import type { PersonStory } from './persona-table.js';

const RECENT = 2;
const DAYS_LATE = 6;
/** The months of a default long ago, thirty months back, and when it was settled. */
const DEFAULTED = { from: -31, to: -29, settled: -25 };

/** Pays a persona's instalments as its story has it. */
export function paidAs(
  era: Era,
  pays: PersonStory['pays'],
  cluster: RepaymentsCluster,
): RepaymentsCluster {
  const { instalments } = cluster;
  if (pays === 'as-state' || pays === 'never-since-default') return cluster;
  const inTime = instalments.map((entry) => ({ ...entry, paid_on: entry.due_on }));
  if (pays === 'two-late') return { ...cluster, instalments: twoLate(era, inTime) };
  if (pays === 'settled-late') return { ...cluster, instalments: settledLate(era, inTime) };
  return { ...cluster, instalments: inTime };
}

/** The last two whose late payment is over by the as-of date. */
function twoLate(era: Era, inTime: readonly InstalmentEntry[]): InstalmentEntry[] {
  const limit = era.calendar.dateText(era.asOfDay - DAYS_LATE);
  const last = inTime.filter((entry) => entry.due_on < limit).slice(-RECENT);
  return inTime.map((entry) => {
    if (!last.includes(entry)) return entry;
    const due = Date.parse(entry.due_on) / 86_400_000;
    return { ...entry, paid_on: era.calendar.dateText(due + DAYS_LATE) };
  });
}

function settledLate(era: Era, inTime: readonly InstalmentEntry[]): InstalmentEntry[] {
  const { calendar } = era;
  const from = calendar.dateText(calendar.firstDay(DEFAULTED.from));
  const to = calendar.dateText(calendar.firstDay(DEFAULTED.to + 1));
  const settled = calendar.dateText(calendar.firstDay(DEFAULTED.settled));
  return inTime.map((entry) =>
    entry.due_on >= from && entry.due_on < to ? { ...entry, paid_on: settled } : entry,
  );
}
