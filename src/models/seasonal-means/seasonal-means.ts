import { median } from '../../numeric/median.ts';
import { carryForward } from '../carried-forward.ts';
import type { ForecastingModel } from '../forecasting-model.ts';
import { type SeasonalGrid, slotsInSeason } from '../seasonal-grid.ts';

const CENTRES = {
  mean: (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length,
  median,
};

/**
 * The mean or the median of the last `many` values of the same weekday, and below a day of the same time of the week; missing ones are
 * passed over, and at least a quarter of them must be there. Bounds are quantiles of its own past errors at the lead they are for.
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 5.2, for each slot of the season by itself.
 */
export const seasonalMeans = (centre: keyof typeof CENTRES, many: number): ForecastingModel => ({
  name: `${centre}-${many}`,
  requiredIntervals: ({ step }) => (Math.ceil(many / 4) + 1) * slotsInSeason(step, 0),
  fit: (history) => carryForward(history, `${centre}OfSeasons`, (grid) => runningCentres(grid, CENTRES[centre], many)),
});

/** At each place the centre of the last values of its slot, that place included. */
function runningCentres(
  { values, season }: SeasonalGrid,
  centreOf: (values: readonly number[]) => number,
  many: number,
): Float64Array {
  const centres = new Float64Array(values.length);
  for (let slot = 0; slot < season; slot++) {
    const last: number[] = [];
    let centre = Number.NaN;
    for (let place = slot; place < values.length; place += season) {
      if (!Number.isNaN(values[place])) {
        last.push(values[place]);
        if (last.length > many) last.shift();
        if (4 * last.length >= many) centre = centreOf(last);
      }
      centres[place] = centre;
    }
  }
  return centres;
}
