import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitProphet } from '../../../src/models/prophet/fit.ts';
import { PROPHET_DEFAULTS } from '../../../src/models/prophet/options.ts';
import { fitProphetToSeries, forecastProphet } from '../../../src/models/prophet/prophet.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';

const START = Date.UTC(2024, 0, 1) / 1000;
const DAY = 86_400;

const daily = (values: number[], timeZone = 'UTC', start = START): Series => ({
  start,
  step: calendarStep('P1D'),
  timeZone,
  unit: 'contacts',
  values: Float64Array.from(values),
  closed: new Uint8Array(values.length),
});

const observations = (values: readonly number[]) => ({
  wallSeconds: Float64Array.from(values, (_, i) => START + i * DAY),
  values: Float64Array.from(values),
});

const week = (i: number) => [500, 480, 470, 460, 450, 100, 80][i % 7];

describe('fitting', () => {
  it('certifies its optimum on whatever history it gets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 2, maxLength: 120 }),
        fc.constantFrom('linear' as const, 'flat' as const),
        fc.integer({ min: 0, max: 40 }),
        (values, growth, changepoints) => {
          const fit = fitProphet(observations(values), { ...PROPHET_DEFAULTS, growth, changepoints });
          expect(fit.optimalityResidual).toBeLessThan(1e-6);
          expect(fit.sigma).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
  it('does not depend on the unit of the values', () => {
    const values = Array.from({ length: 100 }, (_, i) => week(i) + ((i * 37) % 41));
    const fit = fitProphet(observations(values), PROPHET_DEFAULTS);
    const scaled = fitProphet(observations(values.map((v) => v * 1024)), PROPHET_DEFAULTS);
    expect(scaled.logDensity).toBe(fit.logDensity);
  });
  it('follows an exact broken line without noise', () => {
    const values = Array.from({ length: 200 }, (_, i) => 100 + i + Math.max(0, i - 96) * 2);
    const fit = fitProphet(observations(values), { ...PROPHET_DEFAULTS, weekly: false });
    expect(fit.optimalityResidual).toBeLessThan(1e-6);
    expect(fit.sigma * fit.scale.value).toBeLessThan(10);
  });
  it('refuses fewer than two observations and values that are not finite', () => {
    expect(() => fitProphet(observations([5]), PROPHET_DEFAULTS)).toThrow(RangeError);
    expect(() => fitProphet(observations([5, Number.POSITIVE_INFINITY]), PROPHET_DEFAULTS)).toThrow(RangeError);
  });
});

describe('forecasting a series', () => {
  it('leaves missing values out instead of filling them', () => {
    const whole = Array.from({ length: 84 }, (_, i) => week(i));
    const holes = whole.map((value, i) => (i % 11 === 5 ? Number.NaN : value));
    const seen = holes.flatMap((value, i) => (Number.isNaN(value) ? [] : [{ wall: START + i * DAY, value }]));
    const bySeries = fitProphetToSeries(daily(holes), PROPHET_DEFAULTS).fit;
    const byRows = fitProphet(
      { wallSeconds: Float64Array.from(seen, (r) => r.wall), values: Float64Array.from(seen, (r) => r.value) },
      PROPHET_DEFAULTS,
    );
    expect(bySeries).toEqual(byRows);
  });
  it('starts after the last interval of the history, even when that one is missing', () => {
    const values = [...Array.from({ length: 30 }, (_, i) => week(i)), Number.NaN];
    const forecast = forecastProphet(fitProphetToSeries(daily(values), PROPHET_DEFAULTS), 3, [0.8]);
    expect(forecast.start).toBe(START + 31 * DAY);
    expect(forecast.point.length).toBe(3);
  });
  it('lives by the wall clock: the same local history gives the same forecast in every zone and across clock changes', () => {
    const values = Array.from({ length: 120 }, (_, i) => week(i) + (i % 13));
    // 2024-01-01T00:00 in New York; the history crosses 10 March 2024, the forecast none.
    const newYork = daily(values, 'America/New_York', START + 5 * 3600);
    const utc = forecastProphet(fitProphetToSeries(daily(values), PROPHET_DEFAULTS), 14, [0.8]);
    const local = forecastProphet(fitProphetToSeries(newYork, PROPHET_DEFAULTS), 14, [0.8]);
    expect(local.point).toEqual(utc.point);
    expect(local.start).toBe(utc.start + 4 * 3600);
  });
  it('has parts that add up to the point', () => {
    const values = Array.from({ length: 120 }, (_, i) => week(i) + i);
    const { point, components } = forecastProphet(fitProphetToSeries(daily(values), PROPHET_DEFAULTS), 7, [0.5, 0.9]);
    for (const [i, value] of point.entries()) {
      const sum = Object.values(components).reduce((total, part) => total + part[i], 0);
      expect(sum).toBeCloseTo(value, 9);
    }
  });
});
