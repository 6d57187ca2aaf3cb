import { interpolateMissing } from '../../numeric/interpolate-missing.ts';
import { loess } from '../../numeric/loess.ts';
import { type LoessSettings, loessGrid } from '../../numeric/loess-grid.ts';

/**
 * Step 2 of the inner loop, for given weights: each season (every `period`-th value) is smoothed on its own over the cycles and
 * continued by one cycle at both ends, so that `length` values become `length` + 2 * `period`. Where a season has no weight nearby
 * and no value, it takes the line between its neighbours in the season; a season without any, the line between those in time.
 */
export function cycleSubseriesSmoothing(
  length: number,
  period: number,
  settings: LoessSettings,
): (weights: Float64Array | undefined) => (values: Float64Array) => Float64Array {
  const cycles = Math.floor(length / period);
  const short = loessGrid(cycles, settings, 1);
  const long = length % period === 0 ? short : loessGrid(cycles + 1, settings, 1);
  const grids = Array.from({ length: period }, (_, season) => (season < length % period ? long : short));
  // Without weights, seasons of one length are smoothed alike.
  const [unweightedShort, unweightedLong] = [loess(short), loess(long)];

  return (weights) => {
    const smoothers = grids.map((grid, season) => {
      if (weights === undefined) return grid === long ? unweightedLong : unweightedShort;
      return loess(grid, seasonOf(weights, season, period));
    });
    return (values) => {
      const smooth = new Float64Array(length + 2 * period);
      for (const [season, smoother] of smoothers.entries()) {
        const continued = smoother(seasonOf(values, season, period));
        interpolateMissing(continued);
        for (let cycle = 0; cycle < continued.length; cycle++) smooth[season + cycle * period] = continued[cycle];
      }
      interpolateMissing(smooth);
      return smooth;
    };
  };
}

function seasonOf(values: Float64Array, season: number, period: number): Float64Array {
  const cycles = Math.ceil((values.length - season) / period);
  const chosen = new Float64Array(cycles);
  for (let cycle = 0; cycle < cycles; cycle++) chosen[cycle] = values[season + cycle * period];
  return chosen;
}
