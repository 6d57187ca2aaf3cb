import type { Series } from '../series/series.ts';
import type { FittedModel } from './forecasting-model.ts';
import type { ErrorHistory, PastErrors } from './lead-bounds.ts';
import { residualsOfIntervals, seasonalForecast, seasonsAhead, usualSizes } from './seasonal-forecast.ts';
import { type SeasonalGrid, seasonalGrid } from './seasonal-grid.ts';

/**
 * Forecasts each slot of the season by what is known of it at the end of the history. `knownOf` gives for each place of a grid what is
 * known of its slot once that place has passed, NaN where that is nothing. Bounds are quantiles of the past errors of the same
 * forecast, made as far ahead.
 */
export function carryForward(
  history: Series,
  componentName: string,
  knownOf: (grid: SeasonalGrid) => Float64Array,
): FittedModel {
  const grid = seasonalGrid(history);
  const known = knownOf(grid);
  const valueAt = (place: number): number => {
    const value = known[place - seasonsAhead(place, grid) * grid.season];
    if (Number.isFinite(value)) return value;
    throw new RangeError('a time of the week that is to be forecast has no value in the history');
  };
  return {
    forecast: (horizon, levelFractions) =>
      seasonalForecast(
        history,
        grid,
        { [componentName]: valueAt },
        () => errorsUpTo(horizon, grid, known),
        horizon,
        levelFractions,
      ),
    residuals: () => residualsOfIntervals(grid, history, (place) => known[place - grid.season] ?? Number.NaN),
  };
}

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
  const slots = new Uint32Array(values.length);
  const errors = new Float64Array(values.length);
  let many = 0;
  for (let place = lag; place < values.length; place++) {
    const error = values[place] - known[place - lag];
    if (Number.isNaN(error)) continue;
    slots[many] = place % season;
    errors[many++] = error;
  }
  return { slots: slots.subarray(0, many), errors: errors.subarray(0, many) };
}
