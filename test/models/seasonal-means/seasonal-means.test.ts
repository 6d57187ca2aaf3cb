// Expected errors: R's median and mean of the last weeks; fixtures/reference/accuracy/README.md.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotient } from '../../../src/models/backtest/pooled-ratio.ts';
import { foldsOf, PROTOCOLS, trainingWindow } from '../../../src/models/backtest/protocol.ts';
import { wape } from '../../../src/models/backtest/wape.ts';
import { seasonalMeans } from '../../../src/models/seasonal-means/seasonal-means.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { openTimesOfSet } from '../../accuracy/open-times-of-set.ts';
import { peerFolds } from '../../accuracy/peer-rows.ts';
import { DAILY_SETS } from '../../accuracy/sets.ts';
import { readSeriesRows } from '../../support/reference-series.ts';
import { even, numbers, seriesOf } from '../series-of.ts';

const missing = Number.NaN;

test.each([
  ['median_7_weeks', seasonalMeans('median', 7)],
  ['mean_4_weeks', seasonalMeans('mean', 4)],
] as const)('%s of New York’s requests is off by what the reference is, fold by fold', (method, model) => {
  const [nyc311] = DAILY_SETS.filter(({ name }) => name === 'nyc311');
  const times = openTimesOfSet(readSeriesRows('fixtures/data', nyc311.series), nyc311);
  const rows = peerFolds('nyc311', method);
  for (const fold of foldsOf(times, PROTOCOLS[0])) {
    const { point } = model.fit(trainingWindow(times, fold)).forecast(28, [0.8]);
    const off = quotient(wape({ actual: times.values.subarray(fold.origin, fold.end), point }));
    const [row] = rows.filter((one) => Number(one.fold) === fold.number);
    // Ten digits are given.
    expect(Math.abs(Number(off) / Number(row.wape) - 1)).toBeLessThan(1e-9);
  }
});

describe('the forecast', () => {
  test('is the centre of the last values of the weekday, missing ones passed over', () => {
    // Mondays are 0, 7, 14, ...; the last but one is missing.
    const history = seriesOf(numbers(42, (day) => (day === 28 ? missing : day)));
    expect(seasonalMeans('mean', 4).fit(history).forecast(1, [0.8]).point[0]).toBe((7 + 14 + 21 + 35) / 4);
    expect(seasonalMeans('median', 4).fit(history).forecast(1, [0.8]).point[0]).toBe((14 + 21) / 2);
  });

  test('is 0 where the centre is closed, and weekdays stay in place', () => {
    const history = seriesOf(numbers(56, (day) => (day % 7 === 2 ? missing : 10 * (day % 7))));
    const { point, closed } = seasonalMeans('median', 4).fit(history).forecast(7, [0.8]);
    expect([...point]).toEqual([0, 10, 0, 30, 40, 50, 60]);
    expect([...closed]).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  test('below a day is of the same time of the week, also where clocks change', () => {
    // Two weeks before to two weeks after clocks went on in New York, on 9 March 2025: 23 hours on that day.
    const hours = 24 * 28 - 1;
    const start = Date.UTC(2025, 1, 23, 5) / 1000;
    const step = calendarStep('PT1H');
    const before = 24 * 14 + 2;
    const values = numbers(hours, (i) => (i < before ? i : i + 1) % 168);
    const history = seriesOf(values, { start, step, timeZone: 'America/New_York' });
    const { point } = seasonalMeans('median', 4).fit(history).forecast(168, [0.8]);
    expect([...point]).toEqual(numbers(168, (i) => i));
  });
});

test('bounds are around the forecast, of whatever history', () => {
  const histories = fc.array(fc.oneof({ weight: 6, arbitrary: fc.nat(300) }, fc.constant(missing)), { maxLength: 60 });
  fc.assert(
    fc.property(histories, fc.constantFrom('mean' as const, 'median' as const), (values, centre) => {
      const history = seriesOf([...values, ...numbers(35, (day) => 50 * even(day))]);
      const { point, intervals } = seasonalMeans(centre, 8).fit(history).forecast(21, [0.8]);
      for (const [i, value] of point.entries()) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(intervals[0].lower[i]).toBeLessThanOrEqual(value);
        expect(intervals[0].upper[i]).toBeGreaterThanOrEqual(value);
      }
    }),
    { numRuns: 30 },
  );
});

test('a history takes a quarter of the values, and a season to see how it errs', () => {
  expect(seasonalMeans('median', 8).requiredIntervals({ step: calendarStep('P1D') })).toBe(21);
  expect(seasonalMeans('mean', 4).requiredIntervals({ step: calendarStep('PT1H') })).toBe(336);
  const short = seriesOf(numbers(13, (day) => day));
  expect(() => seasonalMeans('median', 8).fit(short).forecast(7, [0.8])).toThrow(RangeError);
});
