import { median } from '../../numeric/median.ts';

/**
 * Bisquare weights of residuals, 0 to 1: (1 - (r / 6 m)^2)^2 with m the median of their sizes r; section 2.4 of Cleveland et al.
 * (1990). With `priorWeights`, residuals are judged in units of their own precision, r * sqrt(weight), and those of weight 0,
 * which may be NaN, are not judged: they keep 1 and do not enter the median.
 */
export function robustnessWeights(residuals: Float64Array, priorWeights?: Float64Array): Float64Array {
  const sizes = residuals.map((residual, i) => {
    const prior = priorWeights === undefined ? 1 : priorWeights[i];
    return prior === 0 ? 0 : Math.abs(residual) * Math.sqrt(prior);
  });
  const judged = priorWeights === undefined ? sizes : sizes.filter((_, i) => priorWeights[i] !== 0);
  // R's `stl` takes another order statistic where the number is even, a fault of the program of 1990 that is not repeated here.
  const greatest = 6 * median(judged);
  return sizes.map((size) => {
    if (size <= 0.001 * greatest) return 1;
    if (size > 0.999 * greatest) return 0;
    const ratio = size / greatest;
    return (1 - ratio * ratio) ** 2;
  });
}
