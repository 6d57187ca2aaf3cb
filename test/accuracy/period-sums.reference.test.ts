// Series whose licences forbid a copy. Run: REFERENCE_DATA=<folder> npm run test:reference
import { expect, test } from 'vitest';
import { foldsOf, PROTOCOLS, type Protocol, testPlaces, trainingWindow } from '../../src/models/backtest/protocol.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { pastForecastsOf } from '../../src/models/past-forecasts-of.ts';
import { pastDependence } from '../../src/models/sample-paths/past-dependence.ts';
import { periodSums } from '../../src/models/sample-paths/period-sums.ts';
import type { Forecast } from '../../src/series/forecast.ts';
import { readSeriesRows } from '../support/reference-series.ts';
import { openTimesOfSet } from './open-times-of-set.ts';
import { SETS_OF_PROTOCOL } from './sets.ts';

const folder = process.env['REFERENCE_DATA'];
const [daily, intraday] = PROTOCOLS;

/** What a forecast says of its first `count` intervals from `first` on, as a forecast of its own: sums of what is known of a test. */
function cut(forecast: Forecast, isKept: (interval: number) => boolean): Forecast {
  const kept = (values: Float64Array): Float64Array => values.map((value, i) => (isKept(i) ? value : 0));
  const intervals = forecast.intervals.map(({ levelFraction, lower, upper }) => ({
    levelFraction,
    lower: kept(lower),
    upper: kept(upper),
  }));
  return { ...forecast, point: kept(forecast.point), intervals };
}

/** How often sums over so many open intervals were within their bounds of 80 %, over all sets of a protocol. */
function coverageOfSums(protocol: Protocol, weeks: number): { share: number; sums: number } {
  let [held, sums] = [0, 0];
  for (const set of SETS_OF_PROTOCOL[protocol.name]) {
    const times = openTimesOfSet(readSeriesRows(`${folder}/data`, set.series), set);
    for (const fold of foldsOf(times, protocol)) {
      const history = trainingWindow(times, fold);
      const places = testPlaces(times, fold);
      const fit = levelShape.fit(history);
      const horizon = (places.at(-1) ?? 0) + 1;
      const forecast = fit.forecast(horizon, [0.8, 0.2, 0.4, 0.6, 0.95, 0.99]);
      const dependence = pastDependence(forecast, history, pastForecastsOf(levelShape, fit, history, horizon));
      const size = weeks * times.season;
      for (let first = 0; first < places.length; first += size) {
        const inSum = Array.from({ length: size }, (_, i) => first + i).filter(
          (i) => !Number.isNaN(times.values[fold.origin + i]),
        );
        const known = new Set(inSum.map((i) => places[i]));
        const [{ lower, upper }] = periodSums(
          cut(forecast, (i) => known.has(i)),
          dependence,
          ['all'],
          0.8,
        );
        const came = inSum.reduce((sum, i) => sum + times.values[fold.origin + i], 0);
        if (lower <= came && came <= upper) held++;
        sums++;
      }
    }
  }
  return { share: held / sums, sums };
}

// Weeks of a fold err together, and folds of similar sets in part too: two standard errors of a quarter as many sums.
test.skipIf(folder === undefined).each([
  ['weeks of days', daily, 1],
  ['four weeks of days', daily, 4],
  ['weeks of shorter intervals', intraday, 1],
] as const)(
  'bounds of four fifths hold the sums of %s',
  (_, protocol, weeks) => {
    const { share, sums } = coverageOfSums(protocol, weeks);
    console.log(`${protocol.name}, ${weeks} weeks: ${sums} sums, ${(100 * share).toFixed(1)} % within bounds of 80 %`);
    expect(Math.abs(share - 0.8)).toBeLessThan(2 * Math.sqrt((0.8 * 0.2) / (sums / 4)));
  },
  1_200_000,
);
