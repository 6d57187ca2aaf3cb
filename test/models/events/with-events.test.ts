import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withEvents } from '../../../src/models/events/with-events.ts';
import type { ForecastingModel } from '../../../src/models/forecasting-model.ts';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { seasonalMeans } from '../../../src/models/seasonal-means/seasonal-means.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { CalendarEvent } from '../../../src/series/event.ts';
import type { Series } from '../../../src/series/series.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

// The first day of `seriesOf`, 6 January 2025, counted from 1970-01-01.
const FIRST_DAY = 20_094;
const DAYS = 200;
const median = seasonalMeans('median', 7);
const ordinary = (day: number): number => (100 + 10 * (day % 7)) * (1 + 0.02 * (even(day) - 0.5));
const event = (name: string, day: number, other: Partial<CalendarEvent> = {}): CalendarEvent => ({
  name,
  kind: 'holiday',
  firstDay: FIRST_DAY + day,
  lastDay: FIRST_DAY + day,
  ...other,
});
const forecastOf = (model: ForecastingModel, history: Series, horizon = 28) =>
  model.fit(history).forecast(horizon, [0.8]);
const ratio = (history: Series, events: readonly CalendarEvent[], lead: number, model = median): number =>
  forecastOf(withEvents(model, events), history).point[lead] / forecastOf(model, history).point[lead];

describe('a model with events', () => {
  const feasts = [event('feast', 40), event('feast', 90), event('feast', 141), event('feast', DAYS + 3)];
  const history = seriesOf(
    numbers(DAYS, (day) => ordinary(day) * ([40, 90, 141].includes(day) ? 0.5 : [41, 91, 142].includes(day) ? 1.3 : 1)),
  );

  it.each([
    ['days', median],
    ['level and shape', levelShape],
  ])('expects a feast that moved to do what it did on other dates: %s', (_, model) => {
    // Three times a half, with noise of a hundredth, leave an effect that is drawn to 1 by less than 5 %.
    expect(Math.abs(ratio(history, feasts, 3, model) / 0.5 - 1)).toBeLessThan(0.05);
  });

  it('learns what comes on the day after', () => {
    expect(Math.abs(ratio(history, feasts, 4) / 1.3 - 1)).toBeLessThan(0.05);
  });

  it('leaves days that no event bears on as they were', () => {
    for (const lead of [0, 6, 12, 20]) expect(Math.abs(ratio(history, feasts, lead) - 1)).toBeLessThan(0.01);
  });

  it('expects of a new name what others of its kind did, and is less sure of it', () => {
    const known = feasts.slice(0, 3);
    const fresh = forecastOf(withEvents(median, [...known, event('new feast', DAYS + 3)]), history);
    const same = forecastOf(withEvents(median, feasts), history);
    expect(fresh.point[3] / same.point[3]).toBeLessThan(1.5);
    expect(fresh.point[3]).toBeLessThan(0.9 * ordinary(DAYS + 3));
    const width = ({ intervals: [{ lower, upper }] }: typeof same) => Math.log(upper[3] / lower[3]);
    expect(width(fresh)).toBeGreaterThan(width(same));
  });

  it('forecasts an event of which nothing is known as an ordinary day with wider bounds', () => {
    const plain = forecastOf(median, history);
    const told = forecastOf(withEvents(median, [event('concert', DAYS + 3, { kind: 'concert' })]), history);
    expect(told.point[3]).toBeCloseTo(plain.point[3], 9);
    expect(told.intervals[0].upper[3]).toBeGreaterThan(1.3 * plain.intervals[0].upper[3]);
    expect(told.intervals[0].lower[3]).toBeLessThan(plain.intervals[0].lower[3] / 1.3);
  });

  it('closes the days of a name on whose days nobody ever called, or nothing was recorded', () => {
    for (const value of [0, Number.NaN]) {
      const closing = seriesOf(numbers(DAYS, (day) => (day === 40 || day === 90 ? value : ordinary(day))));
      const table = [event('feast', 40), event('feast', 90), event('feast', DAYS + 3)];
      const { point, closed, intervals } = forecastOf(withEvents(median, table), closing);
      expect([point[3], intervals[0].lower[3], intervals[0].upper[3], closed[3]]).toEqual([0, 0, 0, 1]);
      expect(closed[4]).toBe(0);
    }
  });

  it('does not take gaps for closed days where gaps are common', () => {
    const gappy = seriesOf(numbers(DAYS, (day) => (day % 9 === 4 ? Number.NaN : ordinary(day))));
    const { point } = forecastOf(withEvents(median, [event('feast', 40), event('feast', DAYS + 3)]), gappy);
    expect(point[3]).toBeGreaterThan(0);
  });

  it('takes known multipliers out of the history and puts them onto the forecast, exactly', () => {
    const doubled = seriesOf(numbers(DAYS, (day) => ordinary(day) * (day === 190 ? 2 : 1)));
    const table = [event('sale', 190, { factor: 2 }), event('sale', DAYS + 1, { factor: 3 })];
    const told = forecastOf(withEvents(median, table), doubled);
    const plain = forecastOf(median, seriesOf(numbers(DAYS, ordinary)));
    for (const [lead, value] of told.point.entries())
      expect(value / (plain.point[lead] * (lead === 1 ? 3 : 1))).toBeCloseTo(1, 12);
  });

  it('leaves to the level what a first long event does while it goes on', () => {
    const window = event('window', DAYS - 10, { lastDay: FIRST_DAY + DAYS + 20, kind: 'window' });
    const raised = seriesOf(numbers(DAYS, (day) => ordinary(day) * (day < DAYS - 10 ? 1 : 2)));
    const { point } = forecastOf(withEvents(median, [window]), raised);
    expect([...point]).toEqual([...forecastOf(median, raised).point]);
  });

  it('expects a long event again from its first day on', () => {
    const long = (day: number) => event('window', day, { lastDay: FIRST_DAY + day + 13, kind: 'window' });
    const raised = seriesOf(numbers(DAYS, (day) => ordinary(day) * (day >= 100 && day < 114 ? 2 : 1)));
    const table = [long(100), long(DAYS + 7)];
    for (const lead of [7, 13, 20]) expect(Math.abs(ratio(raised, table, lead) / 2 - 1)).toBeLessThan(0.05);
    expect(Math.abs(ratio(raised, table, 3) - 1)).toBeLessThan(0.05);
  });

  it('works below a day: each hour of a feast is what the day is', () => {
    const hourly = (hour: number): number => 20 + (hour % 24);
    const table = [event('feast', 20), event('feast', 41), event('feast', 63)];
    const hours = seriesOf(
      numbers(24 * 60, (hour) => hourly(hour) * ([20, 41].includes(Math.floor(hour / 24)) ? 0.4 : 1)),
      { step: calendarStep('PT1H') },
    );
    const { point } = withEvents(median, table)
      .fit(hours)
      .forecast(24 * 5, [0.8]);
    const ratios = Array.from({ length: 24 }, (_, i) => point[72 + i] / hourly(i));
    for (const each of ratios) expect(Math.abs(each / 0.4 - 1)).toBeLessThan(0.1);
    expect(point[24] / hourly(0)).toBeCloseTo(1, 6);
  });

  it('takes no steps longer than a day', () => {
    const weeks = seriesOf(numbers(60, ordinary), { step: calendarStep('P1W') });
    expect(() => withEvents(median, feasts).fit(weeks)).toThrow(RangeError);
  });

  it('keeps points within bounds, parts that add up, and scale, whatever the events', () => {
    const anyEvent = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('holiday', 'campaign'),
      day: fc.integer({ min: 0, max: DAYS + 27 }),
      length: fc.constantFrom(1, 1, 2, 20),
    });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), fc.integer({ min: 0, max: 999 }), (drawn, seed) => {
        const table = drawn.map(({ name, kind, day, length }) =>
          event(name, day, { kind, lastDay: FIRST_DAY + day + length - 1 }),
        );
        const values = numbers(DAYS, (day) => ordinary(day) * (1 + even(seed + day * day)));
        const told = forecastOf(withEvents(median, table), seriesOf(values));
        const tenfold = forecastOf(withEvents(median, table), seriesOf(values.map((value) => 10 * value)));
        const [{ lower, upper }] = told.intervals;
        for (const [i, value] of told.point.entries()) {
          expect(lower[i]).toBeLessThanOrEqual(value);
          expect(upper[i]).toBeGreaterThanOrEqual(value);
          const parts = Object.values(told.components).reduce((sum, part) => sum + part[i], 0);
          expect(Math.abs(parts - value)).toBeLessThan(1e-9 * (1 + value));
          expect(Math.abs(tenfold.point[i] - 10 * value)).toBeLessThan(1e-9 * (1 + value));
        }
      }),
      { numRuns: sampleSize(25, 1000) },
    );
  });
});
