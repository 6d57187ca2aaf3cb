// Processor time of a fit and forecast of each candidate model and, in the same run, of STL on the same values: a peer of known cost,
// so that the ratio says more than the milliseconds of one machine. Run: npm run bench
import { arModel } from '../../src/models/ar/ar-model.ts';
import { countLevel } from '../../src/models/count-level/count-level.ts';
import { etsModel } from '../../src/models/ets/ets-model.ts';
import type { ForecastingModel } from '../../src/models/forecasting-model.ts';
import { seasonalMeans } from '../../src/models/seasonal-means/seasonal-means.ts';
import { stlModel } from '../../src/models/stl-forecast/stl-model.ts';
import { thetaModel } from '../../src/models/theta/theta-model.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';

const CASES = [
  { name: '730 days, 28 ahead', step: 'P1D', points: 730, season: 7, horizon: 28 },
  { name: '26 weeks of 15 minutes, a week ahead', step: 'PT15M', points: 17_472, season: 672, horizon: 672 },
];
const MODELS = [etsModel, thetaModel, seasonalMeans('median', 8), arModel, countLevel];
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
function leastMs(model: ForecastingModel, series: Series, horizon: number): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const from = process.cpuUsage();
    model.fit(series).forecast(horizon, [0.8]);
    return process.cpuUsage(from).user / 1000;
  });
  return Math.min(...rounds);
}

for (const one of CASES) {
  const series = volumes(one);
  const stl = leastMs(stlModel, series, one.horizon);
  console.log(`${one.name}: stl ${stl.toFixed(1)} ms`);
  for (const model of MODELS) {
    const own = leastMs(model, series, one.horizon);
    console.log(`  ${model.name.padEnd(12)} ${own.toFixed(1).padStart(6)} ms, ratio to stl ${(own / stl).toFixed(2)}`);
  }
}
