import { civilOf, DAY_MS, monthStart } from './calendar.js';
import type { InstalmentData } from './clusters.js';

/** What a file tells of one month's repayment in place of dated instalments. */
export interface MonthlyDelay {
  /** Whole months overdue at the month's end; 0 or below: none; null: nothing was due. */
  readonly monthsLate: number | null;
  readonly paidMinor: number;
}

/**
 * Instalments that say the same as months of delay statuses.
 *
 * A month on time is an instalment due and paid on its first day. A month `k` late is one due `k`
 * months before the month after it, paid on that month's last day; in the last month it is open
 * still.
 *
 * @param months oldest first, ending with the month before that of `asOf`
 * @param asOf first instant of a month, UTC
 */
export function instalmentsFromDelays(
  months: readonly MonthlyDelay[],
  asOf: Date,
): InstalmentData[] {
  const present = civilOf(asOf.getTime()).month;
  const instalments: InstalmentData[] = [];
  months.forEach(({ monthsLate, paidMinor }, i) => {
    if (monthsLate === null) return;
    const next = present - months.length + i + 1;
    const late = Math.max(0, monthsLate);
    const due = dayText(next - Math.max(1, late), 1);
    const settled = late === 0 ? due : dayText(next - 1, 31);
    const open = late > 0 && next === present;
    instalments.push({ due_on: due, amount_minor: paidMinor, paid_on: open ? null : settled });
  });
  return instalments.sort((a, b) => (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0));
}

/** The day of a month counted since year 0; its last where it has no such day. */
function dayText(month: number, day: number): string {
  const length = (monthStart(month + 1) - monthStart(month)) / DAY_MS;
  const year = Math.floor(month / 12)
    .toString()
    .padStart(4, '0');
  const two = (value: number): string => value.toString().padStart(2, '0');
  return `${year}-${two((month % 12) + 1)}-${two(Math.min(day, length))}`;
}
