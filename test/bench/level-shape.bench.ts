// Processor time of a level-shape forecast and, in the same run, of Prophet's exact fit on the same values: a peer of known cost, so
// that the ratio says more than the milliseconds of one machine. Run: npm run bench
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { levelShape } from '../../src/models/level-shape/level-shape.ts';
import { PROPHET_DEFAULTS } from '../../src/models/prophet/options.ts';
import { prophetModel } from '../../src/models/prophet/prophet-model.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';

const CASES = [
  { name: '730 days, 28 days ahead', step: 'P1D', points: 730, season: 7, horizon: 28, times: 20, limitMs: 15 },
  {
    name: '26 weeks of 15 minutes, a week',
    step: 'PT15M',
    points: 17_472,
    season: 672,
    horizon: 672,
    times: 1,
    limitMs: 300,
  },
  {
    name: '26 weeks of 15 minutes, a day',
    step: 'PT15M',
    points: 17_472,
    season: 672,
    horizon: 96,
    times: 1,
    limitMs: 300,
  },
];
const ROUNDS = 9;

/** Volumes with a week and noise, from a fixed stream. */
function volumes({ step, points, season }: (typeof CASES)[number]): Series {
  const random = randomStream(points);
  const values = Float64Array.from({ length: points }, (_, i) => {
    const expected = 200 + 80 * Math.sin((2 * Math.PI * i) / season) + 60 * Math.sin((2 * Math.PI * 7 * i) / season);
    return Math.max(0, Math.round(expected + 30 * (nextUniform(random) + nextUniform(random) - 1)));
  });
  const start = Date.UTC(2024, 0, 1) / 1000;
  return { start, step: calendarStep(step), timeZone: 'UTC', unit: 'contacts', values, closed: new Uint8Array(points) };
}

/** Processor milliseconds of one forecast, the least of some rounds. */
function leastMs(model: ForecastingModel, series: Series, { horizon, times }: (typeof CASES)[number]): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = process.cpuUsage();
    for (let i = 0; i < times; i++) model.fit(series).forecast(horizon, [0.8]);
    return process.cpuUsage(from).user / 1000 / times;
  });
  return Math.min(...rounds);
}

console.log('level-shape, processor time of fit and forecast with one level of bounds, the least of rounds');
for (const one of CASES) {
  const series = volumes(one);
  const own = leastMs(levelShape, series, one);
  const prophet = leastMs(prophetModel(PROPHET_DEFAULTS), series, one);
  console.log(
    `${one.name.padEnd(32)} ${own.toFixed(1)} ms (at most ${one.limitMs}); prophet ${prophet.toFixed(1)} ms, ratio ${(own / prophet).toFixed(1)}`,
  );
}
