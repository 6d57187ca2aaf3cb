import type { ForecastingModel } from '../forecasting-model.ts';
import type { ErrorHistory, PastErrors } from '../lead-bounds.ts';
import {
  type ComponentsAt,
  residualsOfIntervals,
  seasonalForecast,
  seasonsAhead,
  usualSizes,
} from '../seasonal-forecast.ts';
import { type SeasonalGrid, seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';
import { type DampedTrend, type DampedTrendParameters, dampedTrendAhead, fitDampedTrend } from './damped-trend.ts';
import { adjustForSeasons, type SeasonalAdjustment } from './seasonal-adjustment.ts';

// More than two seasons show how a season changes, and one more shows how far the forecast was off.
const SEASONS_NEEDED = 4;
// A trend in a history without a season takes some values too.
const INTERVALS_NEEDED = 10;
// Long seasons give many errors at each origin, and take long to decompose.
const ORIGINS = { least: 6, most: 12, errorsWanted: 500 };

/**
 * Decomposition by STL, by turns for several seasons, then a damped trend of what the seasons leave, and the last cycle of each
 * season again. Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 5.7. Bounds are quantiles of the
 * errors that the same procedure made at up to twelve earlier origins, one season apart.
 */
export const stlModel: ForecastingModel = {
  name: 'stl',
  requiredIntervals: ({ step }) => Math.max(INTERVALS_NEEDED, SEASONS_NEEDED * slotsInSeason(step, 0)),
  fit(history) {
    const grid = seasonalGrid(history);
    const periods = periodsOf(grid);
    const decomposed = decompose(grid.values, periods);
    return {
      forecast: (horizon, levelFractions) =>
        seasonalForecast(
          history,
          grid,
          componentsAfter(decomposed, grid),
          () => errorsAtEarlierOrigins(grid, periods, decomposed.trend.parameters),
          horizon,
          levelFractions,
        ),
      residuals: () =>
        residualsOfIntervals(grid, history, (place) => grid.values[place] - decomposed.trend.errors[place]),
    };
  },
};

interface Decomposed {
  readonly seasonal: SeasonalAdjustment;
  readonly trend: DampedTrend;
}

/** The day is a season of its own where all open days of the week have as many intervals. */
const periodsOf = ({ season, daySeason }: SeasonalGrid): number[] =>
  [...new Set([daySeason ?? 1, season])].filter((period) => period > 1);

function decompose(values: Float64Array, periods: readonly number[], near?: DampedTrendParameters): Decomposed {
  const seasonal = adjustForSeasons(values, periods);
  return { seasonal, trend: fitDampedTrend(seasonal.adjusted, near) };
}

/** What is forecast for the places after the end of what was decomposed. */
function componentsAfter(
  { seasonal: { seasons, adjusted }, trend }: Decomposed,
  { season, seasonName }: SeasonalGrid,
): ComponentsAt {
  const end = adjusted.length;
  const lastCycle = (place: number, period: number): number => place - period * Math.floor((place - end) / period + 1);
  return {
    trend: (place) => dampedTrendAhead(trend, Math.max(0, place - end + 1)),
    ...Object.fromEntries(
      seasons.map(({ period, values }) => [
        period === season ? seasonName : 'daily',
        (place: number) => values[lastCycle(place, period)],
      ]),
    ),
  };
}

/** The errors of the same procedure at origins one season apart, up to the end of the history. */
function errorsAtEarlierOrigins(
  grid: SeasonalGrid,
  periods: readonly number[],
  parameters: DampedTrendParameters,
): ErrorHistory {
  const { values, season } = grid;
  const seasons = Math.ceil(values.length / season);
  const wanted = Math.min(ORIGINS.most, Math.max(ORIGINS.least, Math.ceil(ORIGINS.errorsWanted / season)));
  const origins = Math.min(wanted, seasons - SEASONS_NEEDED + 1, Math.max(1, Math.floor(seasons / 2)));
  if (origins < 1) throw new RangeError(`${seasons} seasons of open times are too few, it takes ${SEASONS_NEEDED}`);
  const byLead = Array.from({ length: origins }, () => ({ slots: [] as number[], errors: [] as number[] }));
  for (let back = 1; back <= origins; back++) {
    const known = values.subarray(0, values.length - back * season);
    const components = Object.values(componentsAfter(decompose(known, periods, parameters), grid));
    for (let place = known.length; place < values.length; place++) {
      if (Number.isNaN(values[place])) continue;
      const past = byLead[seasonsAhead(place, { season, values: known }) - 1];
      past.slots.push(place % season);
      past.errors.push(values[place] - components.reduce((sum, at) => sum + at(place), 0));
    }
  }
  const bySeasonsAhead = byLead.map(
    ({ slots, errors }): PastErrors => ({ slots: Uint32Array.from(slots), errors: Float64Array.from(errors) }),
  );
  return { bySeasonsAhead, usualSizes: usualSizes(grid) };
}
