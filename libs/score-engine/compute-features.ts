import { invariant } from '#kernel';
import { civilOf, DAY_MS, dayMs, monthsBefore } from './calendar.js';
import type { Clusters } from './clusters.js';
import type { Aggregation, FeatureDefinition } from './definition.js';
import { STREAM_FIELDS, type Measure, type StreamName } from './measures.js';
import { SubjectView, type OpenedStream } from './streams.js';
import { aggregateColumn, slopeOf } from './aggregate.js';

/**
 * The features of one subject as of an instant; NaN = missing.
 *
 * Strictly point-in-time: nothing dated at or after `asOf` is seen, and a month's figures only
 * when the month has ended.
 */
export function computeFeatures(
  definitions: readonly FeatureDefinition[],
  clusters: Clusters,
  asOf: Date,
): Float64Array {
  return computeFeatureRows(definitions, [clusters], asOf);
}

/** The features of many subjects, row by row: [rows × definitions]. */
export function computeFeatureRows(
  definitions: readonly FeatureDefinition[],
  rows: readonly Clusters[],
  asOf: Date,
): Float64Array {
  const asOfMs = asOf.getTime();
  invariant(Number.isFinite(asOfMs), 'the as-of instant is valid');
  const windows = definitions.map((definition) => windowOf(definition.window, asOfMs));
  const values = new Float64Array(rows.length * definitions.length);
  rows.forEach((clusters, r) => {
    const view = new SubjectView(clusters, asOfMs);
    definitions.forEach((definition, f) => {
      const value = featureOf(definition.aggregation, view, windows[f] ?? NO_WINDOW);
      // One bit pattern for every NaN, so that equal features have equal bytes.
      values[r * definitions.length + f] = Number.isNaN(value) ? Number.NaN : value;
    });
  });
  return values;
}

/** A window of N months: by instant for what is dated, by whole ended months for figures. */
interface Window {
  readonly fromMs: number;
  /** The first month, and the last that has ended. */
  readonly fromMonth: number;
  readonly lastMonth: number;
  readonly days: number;
}

const NO_WINDOW: Window = { fromMs: -Infinity, fromMonth: -Infinity, lastMonth: 0, days: 0 };

function windowOf(months: number | null, asOfMs: number): Window {
  if (months === null) return NO_WINDOW;
  const lastMonth = civilOf(asOfMs).month - 1;
  const fromMs = monthsBefore(asOfMs, months);
  const days = Math.round((asOfMs - fromMs) / DAY_MS);
  return { fromMs, fromMonth: lastMonth - months + 1, lastMonth, days };
}

function featureOf(aggregation: Aggregation, view: SubjectView, window: Window): number {
  const make = MAKE[aggregation.how] as Make<Aggregation['how']>;
  return make(aggregation, view, window);
}

type Of<How extends Aggregation['how']> = Extract<Aggregation, { how: How }>;
type Make<How extends Aggregation['how']> = (
  aggregation: Of<How>,
  view: SubjectView,
  window: Window,
) => number;

const MAKE: { [How in Aggregation['how']]: Make<How> } = {
  count: ({ stream }, view, window) =>
    read(view, stream, (opened) => opened.times.length - firstIn(opened, window)),
  days_since: ({ stream }, view, window) =>
    read(view, stream, (opened) => {
      const { times } = opened;
      if (firstIn(opened, window) === times.length) return window.days;
      return daysBetween(times[times.length - 1], view.asOfMs);
    }),
  count_where: (aggregation, view, window) => tested(aggregation, view, window).passed,
  share_where: (aggregation, view, window) => {
    const { passed, known } = tested(aggregation, view, window);
    return known > 0 ? passed / known : Number.NaN;
  },
  days_since_where: (aggregation, view, window) => {
    const { items, last } = tested(aggregation, view, window);
    if (!(items > 0)) return Number.NaN;
    return Number.isNaN(last) ? window.days : daysBetween(last, view.asOfMs);
  },
  sum: aggregated,
  mean: aggregated,
  max: aggregated,
  latest: aggregated,
  cv: aggregated,
  slope: ({ of }, view, window) => sloped(of, view, window).slope,
  trend: ({ of }, view, window) => {
    const { slope, mean } = sloped(of, view, window);
    return mean === 0 ? 0 : slope / mean;
  },
  ratio: ({ over, under }, view, window) => {
    const below = aggregated({ how: 'sum', of: under }, view, window);
    return below > 0 ? aggregated({ how: 'sum', of: over }, view, window) / below : Number.NaN;
  },
  change: (aggregation, view, { lastMonth }) =>
    read(view, aggregation.of.stream, (opened) => changeOf(aggregation, opened, lastMonth)),
  distinct: ({ stream, field }, view, window) =>
    read(view, stream, (opened) => {
      return new Set(opened.texts?.[field].slice(firstIn(opened, window))).size;
    }),
  months_since: ({ field }, view) => monthsSince(view.clusters.profile?.[field], view.asOfMs),
  declared: (_, view) => declaredIncome(view),
  attribute: ({ field }) => {
    throw new Error(`${field} is studied, never computed`);
  },
  map: ({ field, values, otherwise }, view) => {
    const value = view.clusters.profile?.[field];
    if (value === undefined || value === null) return Number.NaN;
    return (Object.hasOwn(values, value) ? values[value] : otherwise) ?? Number.NaN;
  },
};

/** NaN where the stream's cluster is not there. */
function read(view: SubjectView, name: StreamName, of: (opened: OpenedStream) => number): number {
  const opened = view.stream(name);
  return opened ? of(opened) : Number.NaN;
}

function aggregated(
  { how, of }: Of<'sum' | 'mean' | 'max' | 'latest' | 'cv'>,
  view: SubjectView,
  window: Window,
): number {
  return read(view, of.stream, (opened) =>
    aggregateColumn(how, columnOf(opened, of), firstIn(opened, window)),
  );
}

function sloped(of: Measure, view: SubjectView, window: Window): ReturnType<typeof slopeOf> {
  const opened = view.stream(of.stream);
  if (!opened) return { slope: Number.NaN, mean: Number.NaN };
  return slopeOf(opened.months, columnOf(opened, of), firstIn(opened, window));
}

/** Counts are NaN where the cluster is not there; `last` is the time of the last that passed. */
function tested(
  { of, test, bound }: Of<'count_where' | 'share_where' | 'days_since_where'>,
  view: SubjectView,
  window: Window,
) {
  const opened = view.stream(of.stream);
  if (!opened)
    return { items: Number.NaN, known: Number.NaN, passed: Number.NaN, last: Number.NaN };
  const column = columnOf(opened, of);
  const from = firstIn(opened, window);
  let [known, passed, last] = [0, 0, Number.NaN];
  for (let i = from; i < column.length; i++) {
    if (Number.isNaN(column[i])) continue;
    known++;
    if (test === 'at_least' ? column[i] < bound : column[i] > bound) continue;
    passed++;
    last = opened.times[i];
  }
  return { items: column.length - from, known, passed, last };
}

function changeOf(
  aggregation: Extract<Aggregation, { how: 'change' }>,
  stream: OpenedStream,
  lastMonth: number,
): number {
  const column = columnOf(stream, aggregation.of);
  const { months, lag } = aggregation;
  const recent = meanOfMonths(stream, column, lastMonth - months + 1, lastMonth);
  const former = meanOfMonths(stream, column, lastMonth - lag - months + 1, lastMonth - lag);
  return former > 0 ? recent / former - 1 : Number.NaN;
}

/** NaN unless every month from first to last has a value: half a season says nothing. */
function meanOfMonths(
  stream: OpenedStream,
  column: readonly number[],
  first: number,
  last: number,
): number {
  let sum = 0;
  let found = 0;
  stream.months.forEach((month, i) => {
    const value = column[i] ?? Number.NaN;
    if (month < first || month > last || Number.isNaN(value)) return;
    sum += value;
    found++;
  });
  return found === last - first + 1 ? sum / found : Number.NaN;
}

function columnOf(stream: OpenedStream, { stream: name, field }: Measure): readonly number[] {
  return stream.columns[(STREAM_FIELDS[name] as readonly string[]).indexOf(field)] ?? [];
}

/** The first item within the window; items are in time order and end before the as-of instant. */
function firstIn(stream: OpenedStream, window: Window): number {
  const byMonth = stream.months.length > 0;
  const dates = byMonth ? stream.months : stream.times;
  const from = byMonth ? window.fromMonth : window.fromMs;
  let i = dates.length;
  while (i > 0 && (dates[i - 1] ?? 0) >= from) i--;
  return i;
}

function monthsSince(day: string | undefined, asOfMs: number): number {
  if (day === undefined) return Number.NaN;
  const since = dayMs(day);
  if (!(since < asOfMs)) return Number.NaN;
  const from = civilOf(since);
  const to = civilOf(asOfMs);
  return to.month - from.month - (to.day < from.day ? 1 : 0);
}

/** An income is known from the day of its declaration; one without a day is not known. */
function declaredIncome({ clusters: { profile }, asOfMs }: SubjectView): number {
  const on = profile?.income_declared_on;
  if (on === undefined || on === null || !(dayMs(on) < asOfMs)) return Number.NaN;
  return profile?.declared_income_minor ?? Number.NaN;
}

function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / DAY_MS);
}
