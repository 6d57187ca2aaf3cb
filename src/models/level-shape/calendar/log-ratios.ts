import { median } from '../../../numeric/median.ts';

/** How far each day is from its usual size. */
export interface LogRatios {
  /** ln of value over usual value; NaN where either is not known, or the slot is too quiet to tell. */
  readonly values: Float64Array;
  /** Robust standard deviation of them all. */
  readonly spread: number;
}

const NORMAL_OVER_MEDIAN_DEVIATION = 1.4826;
// Days that are nearer to each other than that are alike: a robust spread of next to nothing would make all others special.
const LEAST_SPREAD = 0.02;

/** Median absolute value of what is known, as the standard deviation of a normal distribution around 0, but not below 0.02. */
export function robustSpread(ratios: Float64Array): number {
  const sizes = ratios.filter((ratio) => !Number.isNaN(ratio)).map(Math.abs);
  return sizes.length === 0 ? LEAST_SPREAD : Math.max(LEAST_SPREAD, NORMAL_OVER_MEDIAN_DEVIATION * median(sizes));
}
