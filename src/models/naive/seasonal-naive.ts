import type { Series } from '../../series/series.ts';
import { carryForward } from '../carried-forward.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { seasonsAhead } from '../seasonal-forecast.ts';
import { CLOSED, type SeasonalGrid, seasonalGrid, slotsInSeason } from '../seasonal-grid.ts';

/**
 * The seasonal naive model: the last known value of the same weekday, and below a day of the same time of the week. Its bounds
 * are quantiles of its own past errors, the differences between seasons as far apart as the lead. Hyndman and Athanasopoulos,
 * Forecasting: Principles and Practice, section 5.2.
 */
export const seasonalNaive: ForecastingModel = {
  name: 'naive',
  requiredIntervals: ({ step }) => 2 * slotsInSeason(step, 0),
  fit: (history) => carryForward(history, 'lastSeason', lastKnown),
};

/** The point forecast alone, of any history: NaN for a slot that has no value yet, 0 where the centre is closed. */
export function naivePoint(history: Series, horizon: number): Float64Array {
  const grid = seasonalGrid(history);
  const known = lastKnown(grid);
  const valueAt = (place: number): number => known[place - seasonsAhead(place, grid) * grid.season] ?? Number.NaN;
  return Float64Array.from(grid.placesAhead(horizon), (place) => (place === CLOSED ? 0 : valueAt(place)));
}

/** Each value, or where it is missing the last one before it in the same slot. */
function lastKnown({ values, season }: SeasonalGrid): Float64Array {
  const known = Float64Array.from(values);
  for (const [place, value] of known.entries()) {
    if (Number.isNaN(value) && place >= season) known[place] = known[place - season];
  }
  return known;
}
