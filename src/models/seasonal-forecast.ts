import type { Forecast } from '../series/forecast.ts';
import { endOf, type Series } from '../series/series.ts';
import { boundsByLead, type ErrorHistory } from './lead-bounds.ts';
import { CLOSED, type SeasonalGrid } from './seasonal-grid.ts';

/** What a model says about any place after its history: parts that add up to the forecast. */
export type ComponentsAt = Readonly<Record<string, (place: number) => number>>;

/**
 * Forecasts the `horizon` intervals after a history by their places; 0 where the centre is closed. Past errors are asked for once, and only
 * where there are levels, since finding them may take longer than the forecast.
 */
export function seasonalForecast(
  history: Series,
  grid: SeasonalGrid,
  componentsAt: ComponentsAt,
  pastErrors: () => ErrorHistory,
  horizon: number,
  levelFractions: readonly number[],
): Forecast {
  const places = grid.placesAhead(horizon);
  const at = (valueAt: (place: number) => number): Float64Array =>
    Float64Array.from(places, (place) => (place === CLOSED ? 0 : valueAt(place)));
  const components = Object.fromEntries(Object.entries(componentsAt).map(([name, valueAt]) => [name, at(valueAt)]));
  const point = new Float64Array(horizon).map((_, i) =>
    Object.values(components).reduce((sum, part) => sum + part[i], 0),
  );
  let past: ErrorHistory | undefined;
  return {
    start: endOf(history),
    step: history.step,
    timeZone: history.timeZone,
    unit: history.unit,
    point,
    intervals: levelFractions.map((levelFraction) => {
      past ??= pastErrors();
      const distances = boundsByLead(past, levelFraction);
      const bounds = (side: 'below' | 'above'): Float64Array => {
        const away = at((place) => distances(place % grid.season, seasonsAhead(place, grid))[side]);
        return point.map((value, i) => value + away[i]);
      };
      return { levelFraction, lower: bounds('below'), upper: bounds('above') };
    }),
    components,
    closed: Uint8Array.from(places, (place) => (place === CLOSED ? 1 : 0)),
  };
}

/** How many seasons after the last known value of its slot a place lies, from 1. */
export const seasonsAhead = (place: number, { season, values }: Pick<SeasonalGrid, 'season' | 'values'>): number =>
  Math.max(1, Math.ceil((place - values.length + 1) / season));

/** The residuals on the grid for each interval of the history. */
export const residualsOfIntervals = (
  { places }: SeasonalGrid,
  { values }: Series,
  fittedAt: (place: number) => number,
): Float64Array => values.map((value, i) => (places[i] === CLOSED ? Number.NaN : value - fittedAt(places[i])));

/** Mean size of the values in each slot of the season; 0 where there are none. */
export function usualSizes({ season, values }: SeasonalGrid): Float64Array {
  const sums = new Float64Array(season);
  const counts = new Uint32Array(season);
  for (let place = 0; place < values.length; place++) {
    if (Number.isNaN(values[place])) continue;
    sums[place % season] += Math.abs(values[place]);
    counts[place % season]++;
  }
  return sums.map((sum, slot) => (counts[slot] === 0 ? 0 : sum / counts[slot]));
}
