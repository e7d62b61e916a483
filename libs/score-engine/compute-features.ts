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
  switch (aggregation.how) {
    case 'months_since':
      return monthsSince(view.clusters.profile?.[aggregation.field], view.asOfMs);
    case 'declared':
      return declaredIncome(view);
    case 'map': {
      const value = view.clusters.profile?.[aggregation.field];
      if (value === undefined || value === null) return Number.NaN;
      const known = Object.hasOwn(aggregation.values, value);
      return (known ? aggregation.values[value] : aggregation.otherwise) ?? Number.NaN;
    }
    case 'ratio': {
      const under = sumOf(view, aggregation.under, window);
      return under > 0 ? sumOf(view, aggregation.over, window) / under : Number.NaN;
    }
    case 'distinct': {
      const stream = view.stream(aggregation.stream);
      if (!stream) return Number.NaN;
      return new Set(stream.texts?.[aggregation.field].slice(firstIn(stream, window))).size;
    }
    case 'count':
    case 'days_since':
      return datesOnly(aggregation.how, view, aggregation.stream, window);
    default:
      return measured(aggregation, view, window);
  }
}

function measured(aggregation: Measured, view: SubjectView, window: Window): number {
  const stream = view.stream(aggregation.of.stream);
  if (!stream) return Number.NaN;
  const column = columnOf(stream, aggregation.of);
  const from = firstIn(stream, window);
  switch (aggregation.how) {
    case 'slope':
      return slopeOf(stream.months, column, from).slope;
    case 'trend': {
      const { slope, mean } = slopeOf(stream.months, column, from);
      return mean === 0 ? 0 : slope / mean;
    }
    case 'change':
      return changeOf(aggregation, stream, column, window.lastMonth);
    case 'days_since_where': {
      const last = column.findLastIndex((value, i) => i >= from && passes(aggregation, value));
      if (column.length === from) return Number.NaN;
      return last < 0 ? window.days : daysBetween(stream.times[last], view.asOfMs);
    }
    case 'count_where':
    case 'share_where': {
      const known = column.slice(from).filter((value) => !Number.isNaN(value));
      const passed = known.filter((value) => passes(aggregation, value)).length;
      if (aggregation.how === 'count_where') return passed;
      return known.length > 0 ? passed / known.length : Number.NaN;
    }
    default:
      return aggregateColumn(aggregation.how, column, from);
  }
}

type Measured = Extract<Aggregation, { of: Measure }>;

function passes(
  { test, bound }: { readonly test: 'at_least' | 'at_most'; readonly bound: number },
  value: number,
): boolean {
  return test === 'at_least' ? value >= bound : value <= bound;
}

function datesOnly(
  how: 'count' | 'days_since',
  view: SubjectView,
  name: StreamName,
  window: Window,
): number {
  const stream = view.stream(name);
  if (!stream) return Number.NaN;
  const items = stream.times.length - firstIn(stream, window);
  if (how === 'count') return items;
  return items > 0 ? daysBetween(stream.times.at(-1), view.asOfMs) : window.days;
}

function changeOf(
  aggregation: Extract<Aggregation, { how: 'change' }>,
  stream: OpenedStream,
  column: readonly number[],
  lastMonth: number,
): number {
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

function sumOf(view: SubjectView, measure: Measure, window: Window): number {
  const stream = view.stream(measure.stream);
  if (!stream) return Number.NaN;
  return aggregateColumn('sum', columnOf(stream, measure), firstIn(stream, window));
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

function daysBetween(from: number | undefined, to: number): number {
  return from === undefined ? Number.NaN : Math.floor((to - from) / DAY_MS);
}
