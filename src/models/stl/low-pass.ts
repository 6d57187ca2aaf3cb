import { loess } from '../../numeric/loess.ts';
import { type LoessSettings, loessGrid } from '../../numeric/loess-grid.ts';

/**
 * Step 3 of the inner loop: moving averages of a cycle, a cycle and three points, then loess. Takes `length` + 2 * `period` values
 * and gives the `length` in their middle without what repeats from cycle to cycle.
 */
export function lowPassFilter(
  length: number,
  period: number,
  settings: LoessSettings,
): (values: Float64Array) => Float64Array {
  const smooth = loess(loessGrid(length, settings));
  return (values) => smooth(movingAverage(movingAverage(movingAverage(values, period), period), 3));
}

/** Means over every full window of the values. */
function movingAverage(values: Float64Array, window: number): Float64Array {
  const means = new Float64Array(values.length - window + 1);
  let sum = 0;
  for (let i = 0; i < window; i++) sum += values[i];
  means[0] = sum / window;
  for (let i = 1; i < means.length; i++) {
    sum += values[i + window - 1] - values[i - 1];
    means[i] = sum / window;
  }
  return means;
}
