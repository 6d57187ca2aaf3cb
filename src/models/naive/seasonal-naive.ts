import type { ForecastingModel } from '../forecasting-model.ts';
import type { ErrorHistory, PastErrors } from '../lead-bounds.ts';
import { residualsOfIntervals, seasonalForecast, seasonsAhead, usualSizes } from '../seasonal-forecast.ts';
import { type SeasonalGrid, seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';

/**
 * The seasonal naive model: the last known value of the same weekday, and below a day of the same time of the week. Its bounds
 * are quantiles of its own past errors, the differences between seasons as far apart as the lead. Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice, section 5.2.
 */
export const seasonalNaive: ForecastingModel = {
  name: 'naive',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit(history) {
    const grid = seasonalGrid(history);
    const known = lastKnown(grid);
    const lastSeason = (place: number): number => known[place - seasonsAhead(place, grid) * grid.season];
    return {
      forecast(horizon, levelFractions) {
        const errors = errorsUpTo(horizon, grid, known);
        return seasonalForecast(history, grid, { lastSeason: required(lastSeason) }, errors, horizon, levelFractions);
      },
      residuals: () => residualsOfIntervals(grid, history, (place) => known[place - grid.season] ?? Number.NaN),
    };
  },
};

/** Each value, or where it is missing the last one before it in the same slot. */
function lastKnown({ values, season }: Pick<SeasonalGrid, 'values' | 'season'>): Float64Array {
  const known = Float64Array.from(values);
  for (const [place, value] of known.entries()) {
    if (Number.isNaN(value) && place >= season) known[place] = known[place - season];
  }
  return known;
}

const required =
  (valueAt: (place: number) => number) =>
  (place: number): number => {
    const value = valueAt(place);
    if (Number.isFinite(value)) return value;
    throw new RangeError('a time of the week that is to be forecast has no value in the history');
  };

/** The errors it would have made in the past, one season ahead and more, as far as so many intervals reach. */
function errorsUpTo(horizon: number, grid: SeasonalGrid, known: Float64Array): ErrorHistory {
  const last = grid.placesAhead(horizon).reduce((most, place) => Math.max(most, place), 0);
  const most = Math.min(seasonsAhead(last, grid), Math.floor(known.length / grid.season) - 1);
  const bySeasonsAhead = Array.from({ length: Math.max(1, most) }, (_, i) =>
    errorsAt((i + 1) * grid.season, grid, known),
  );
  return { bySeasonsAhead, usualSizes: usualSizes(grid) };
}

function errorsAt(lag: number, { values, season }: SeasonalGrid, known: Float64Array): PastErrors {
  const places = [...values.keys()].filter(
    (place) => place >= lag && !Number.isNaN(values[place] - known[place - lag]),
  );
  return {
    slots: Uint32Array.from(places, (place) => place % season),
    errors: Float64Array.from(places, (place) => values[place] - known[place - lag]),
  };
}
