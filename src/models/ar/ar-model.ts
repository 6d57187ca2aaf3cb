import { tailQuantile } from '../../numeric/tail-quantile.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { slotSpreads } from '../lead-bounds.ts';
import { usualSizes } from '../seasonal-forecast.ts';
import { type SeasonalGrid, slotsInSeason } from '../seasonal-grid.ts';
import { fitSteps, type StepsModel } from '../steps-ahead.ts';
import { bestLags, type LagWeights } from './lag-regression.ts';
import {
  type DeviationsRun,
  deviationsOf,
  errorEcho,
  forecastFrom,
  runDeviations,
  type UsualSeasons,
} from './usual-deviations.ts';

// One to take deviations from, one to learn from and one to see how far off it is.
const SEASONS_NEEDED = 3;
const MOST_STEPS_BACK = 8;
const MOST_USUAL_SEASONS = 4;
// From which forecasts are compared with what came.
const ORIGINS = 28;

/**
 * Deviations from the mean of the same slot of the last four seasons as an autoregression: on the last steps and on the same time of
 * the day before, whichever the corrected information criterion takes. For smooth series, where the last hours tell of the next. Box,
 * Jenkins and Reinsel, Time Series Analysis (2008), chapters 5 and 9, with that mean in place of moving averages, so that least squares
 * do. Bounds are quantiles of errors at earlier origins in units of what the autoregression expects of them at that lead and slot.
 */
export const arModel: ForecastingModel = {
  name: 'ar',
  requiredIntervals: ({ step }) => SEASONS_NEEDED * slotsInSeason(step, 0),
  fit: (history) => fitSteps(history, autoregression),
};

const autoregression: StepsModel = (grid) => {
  const { values, season } = grid;
  // One season is left to learn from.
  const seasons = Math.max(1, Math.min(MOST_USUAL_SEASONS, Math.floor(values.length / season) - 2));
  const usual = { season, seasons };
  const regression = bestLags(deviationsOf(values, usual), lagSets(grid));
  const run = runDeviations(values, usual, regression);
  const spreads = spreadsOf(run, grid);
  return {
    ahead(count) {
      const expected = expectedSpread(usual, regression, spreads, count);
      const point = forecastFrom(run, usual, regression, values.length, count);
      if (point.some(Number.isNaN))
        throw new RangeError('a time of the week that is to be forecast has no value in the history');
      const away = expected(values.length, count);
      return {
        components: { autoregression: point },
        bounds(levelFraction) {
          const scaled = scaledErrors(grid, usual, run, regression, expected);
          const below = Math.min(0, tailQuantile(scaled, (1 - levelFraction) / 2));
          const above = Math.max(0, tailQuantile(scaled, (1 + levelFraction) / 2));
          return {
            lower: point.map((value, h) => value + below * away[h]),
            upper: point.map((value, h) => value + above * away[h]),
          };
        },
      };
    },
    residuals: run.errors,
  };
};

/** Lags to choose from: up to so many steps back, with the same time of the day before, and with the step before that, or without. */
function lagSets({ season, daySeason }: SeasonalGrid): number[][] {
  const most = Math.min(MOST_STEPS_BACK, (daySeason ?? season) - 1);
  const days = daySeason === undefined ? [[]] : [[], [daySeason], [daySeason, daySeason + 1]];
  return Array.from({ length: most + 1 }, (_, many) => Array.from({ length: many }, (_, i) => i + 1)).flatMap((steps) =>
    days.map((day) => [...steps, ...day.filter((lag) => lag > steps.length)]),
  );
}

/** Root mean square of the one-step errors of each slot. */
function spreadsOf({ errors }: DeviationsRun, grid: SeasonalGrid): Float64Array {
  const known = [...errors.keys()].filter((t) => !Number.isNaN(errors[t]));
  if (known.length === 0)
    throw new RangeError('no value of the history shows how far off a forecast of it would have been');
  return slotSpreads(
    {
      slots: Uint32Array.from(known, (t) => t % grid.season),
      errors: Float64Array.from(known, (t) => errors[t]),
    },
    usualSizes(grid),
  );
}

/** Standard deviation of the errors of forecasts from an origin on, when errors of one step are independent. */
type ExpectedSpread = (origin: number, count: number) => Float64Array;

function expectedSpread(
  usual: UsualSeasons,
  regression: LagWeights,
  spreads: Float64Array,
  most: number,
): ExpectedSpread {
  const { season } = usual;
  const echoSquares = errorEcho(usual, regression, Math.max(most, season)).map((each) => each * each);
  const variances = spreads.map((spread) => spread * spread);
  return (origin, count) =>
    new Float64Array(count).map((_, h) => {
      let sum = 0;
      let slot = origin % season;
      for (let j = h; j >= 0; j--) {
        sum += echoSquares[j] * variances[slot];
        if (++slot === season) slot = 0;
      }
      return Math.sqrt(sum);
    });
}

/** Errors of forecasts of a season from earlier origins, as many of what was expected, in rising order. */
function scaledErrors(
  { values, season, daySeason }: SeasonalGrid,
  usual: UsualSeasons,
  run: DeviationsRun,
  regression: LagWeights,
  expected: ExpectedSpread,
): Float64Array {
  const scaled: number[] = [];
  const apart = daySeason ?? 1;
  for (let back = 1; back <= ORIGINS; back++) {
    const origin = values.length - back * apart;
    if (origin < 2 * season) break;
    const count = Math.min(season, values.length - origin);
    const forecast = forecastFrom(run, usual, regression, origin, count);
    const spread = expected(origin, count);
    for (let h = 0; h < count; h++) {
      const error = values[origin + h] - forecast[h];
      if (!Number.isNaN(error)) scaled.push(error === 0 ? 0 : error / spread[h]);
    }
  }
  if (scaled.length === 0)
    throw new RangeError('no value of the history shows how far off a forecast of it would have been');
  return Float64Array.from(scaled).sort();
}
