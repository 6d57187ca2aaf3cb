import type { FittedModel, PastForecast } from '../forecasting-model.ts';
import { CLOSED, type SeasonalGrid } from '../seasonal-grid.ts';

/** A model that chose among its parts by earlier forecasts, and shows them. */
export interface FittedOnPastForecasts extends FittedModel {
  /** The forecasts for so many intervals ahead that its bounds are learned from, the latest first. */
  pastForecasts(horizon: number): PastForecast[];
}

/** A past forecast by its first place after the origin and the places forecast. */
export function pastForecastOf({
  places: placeOfInterval,
  values,
}: SeasonalGrid): (origin: number, places: Uint32Array, point: Float64Array) => PastForecast {
  const intervalOfPlace = new Uint32Array(values.length);
  // Of an hour that clocks show twice, the first counts.
  for (let interval = placeOfInterval.length - 1; interval >= 0; interval--)
    if (placeOfInterval[interval] !== CLOSED) intervalOfPlace[placeOfInterval[interval]] = interval;
  return (origin, places, point) => ({
    known: intervalOfPlace[origin],
    intervals: places.map((place) => intervalOfPlace[place]),
    point,
  });
}
