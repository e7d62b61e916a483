import fc from 'fast-check';
import { calendarWindow, isZone, windowStart } from './window.js';

it.each([
  ['2026-11-24T15:59:59.999Z', 'DAY', 'Asia/Shanghai', '2026-11-23T16:00:00.000Z'],
  ['2026-11-24T16:00:00.000Z', 'DAY', 'Asia/Shanghai', '2026-11-24T16:00:00.000Z'],
  ['2026-10-31T16:00:00.000Z', 'MONTH', 'Asia/Shanghai', '2026-10-31T16:00:00.000Z'],
  ['2026-11-24T10:00:00.000Z', 'DAY', 'UTC', '2026-11-24T00:00:00.000Z'],
  ['2026-03-29T12:00:00.000Z', 'DAY', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
] as const)('the window of %s by %s in %s begins at %s', (now, unit, zone, start) => {
  expect(windowStart(new Date(now), unit, zone).toISOString()).toBe(start);
});

it('gives the day of a clock change 23 hours', () => {
  const { start, end } = calendarWindow(new Date('2026-03-29T12:00:00Z'), 'DAY', 'Europe/Berlin');
  expect((end.getTime() - start.getTime()) / 3_600_000).toBe(23);
});

it('covers every instant exactly once', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Santiago', 'UTC');
  const units = fc.constantFrom('DAY', 'MONTH');
  const instants = fc.date({
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2035-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, units, zones, (now, unit, zone) => {
      const { start, end } = calendarWindow(now, unit, zone);
      expect(start <= now && now < end).toBe(true);
      expect(windowStart(end, unit, zone)).toEqual(end);
      expect(windowStart(new Date(end.getTime() - 1), unit, zone)).toEqual(start);
    }),
  );
});

it('knows a time zone from a text that is none', () => {
  expect([isZone('Asia/Shanghai'), isZone('UTC'), isZone('Mars/Base'), isZone('')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
