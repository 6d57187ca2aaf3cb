// Expected errors of the seasonal naive forecast: R's snaive; fixtures/reference/accuracy/README.md.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { coverage } from '../../src/models/backtest/coverage.ts';
import { pooled, quotient } from '../../src/models/backtest/pooled-ratio.ts';
import { wape } from '../../src/models/backtest/wape.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { sampleSize } from '../support/sample-size.ts';
import { foldsOf, historyOf, openTimes, PROTOCOLS, seasonalNaiveOf, testPlaces } from './protocol.ts';
import { DAILY_SETS, INTRADAY_SETS } from './sets.ts';
import { withinDayScore } from './within-day.ts';

const [daily] = PROTOCOLS;
const nyc311 = DAILY_SETS.filter(({ name }) => name === 'nyc311')[0];
const times = openTimes(readSeriesRows('fixtures/data', nyc311.series), nyc311);
const folds = foldsOf(times, daily);

test('folds and the seasonal naive forecast are those of the reference', () => {
  const rows: Record<string, string>[] = parse(readFileSync('fixtures/reference/accuracy/nyc311_daily_folds.csv'), {
    columns: true,
  });
  expect(folds.map(({ number }) => number)).toEqual(rows.map(({ fold }) => Number(fold)));
  for (const [k, fold] of folds.entries()) {
    const actual = times.values.subarray(fold.origin, fold.end);
    const naive = quotient(wape({ actual, point: seasonalNaiveOf(times, fold) }));
    // Ten digits are given.
    expect(Math.abs(Number(naive) / Number(rows[k]['wape']) - 1)).toBeLessThan(1e-9);
  }
});

test('level-shape is off by a quarter less than seasonal naive on New York’s requests, and its bounds hold what they say', () => {
  const scores = folds.map((fold) => {
    const horizon = fold.end - fold.origin;
    const { point, intervals } = levelShape.fit(historyOf(times, fold, nyc311.step)).forecast(horizon, [0.8]);
    expect(testPlaces(times, fold, nyc311.step)).toEqual([...point.keys()]);
    const actual = times.values.subarray(fold.origin, fold.end);
    const [{ lower, upper }] = intervals;
    return {
      own: wape({ actual, point }),
      naive: wape({ actual, point: seasonalNaiveOf(times, fold) }),
      coverage: coverage({ actual, lower, upper }),
    };
  });
  const of = (measure: 'own' | 'naive' | 'coverage') => Number(quotient(pooled(scores.map((score) => score[measure]))));
  expect(of('own') / of('naive')).toBeLessThan(0.75);
  // 168 days, of which those of one fold err together: two standard errors of some forty days of their own.
  expect(Math.abs(of('coverage') - 0.8)).toBeLessThan(0.13);
});

test('on summer days whose mornings tell little, an update within the day does no harm, and its bounds hold', () => {
  // Capital Bikeshare, May to August 2012. Where mornings tell more: within-day.reference.test.ts.
  const [bike] = INTRADAY_SETS.filter(({ name }) => name === 'bike_hourly');
  const rows = readSeriesRows('fixtures/reference/stl/data', bike.series);
  const days = sampleSize(6, 28);
  const score = withinDayScore(rows, bike, levelShape, days, 0.5);
  expect(score.updatedWape / score.dayAheadWape).toBeLessThan(1.05);
  // Values of a day err together: three standard errors of that many days.
  expect(Math.abs(score.updatedCoverage - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / days));
});
