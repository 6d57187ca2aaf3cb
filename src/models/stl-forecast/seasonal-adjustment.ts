import { type MultipleDecomposition, mstl } from '../stl/mstl.ts';

/** A series taken apart into seasons and what they leave, which add up to it. */
export interface SeasonalAdjustment {
  readonly seasons: MultipleDecomposition['seasonals'];
  /** NaN where the value is missing. */
  readonly adjusted: Float64Array;
}

/**
 * Takes the seasons of these periods out of a series by STL, several by turns. Missing values (NaN) weigh nothing. Without
 * periods the series stays as it is. RangeError as `mstl` gives it.
 */
export function adjustForSeasons(values: Float64Array, periods: readonly number[]): SeasonalAdjustment {
  if (periods.length === 0) return { seasons: [], adjusted: values };
  // Equal weights are the same as none, which is faster.
  const weights = values.some(Number.isNaN) ? values.map((value) => (Number.isNaN(value) ? 0 : 1)) : undefined;
  const { seasonals: seasons, trend, remainder } = mstl(values, { periods }, weights);
  return { seasons, adjusted: remainder.map((rest, i) => rest + trend[i]) };
}
