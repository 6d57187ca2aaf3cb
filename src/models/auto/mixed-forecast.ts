import { normalQuantile } from '../../numeric/normal.ts';
import type { Forecast } from '../../series/forecast.ts';
import type { Mix } from './forward-selection.ts';

/**
 * The forecast of a mix. The variance around it is that around the core's forecast, and that of the models around their mean, so distances
 * of the bounds add up as the sides of a right angle do; no bound is below 0. The component `mixed` is what the mix moves the core's
 * forecast by. Hoeting et al., Bayesian Model Averaging, Statistical Science 14 (1999) 382-417, equation 3.
 */
export function mixedForecast(
  core: Forecast,
  candidates: readonly { readonly point: Float64Array }[],
  { entered, coreWeight, weights }: Mix,
): Forecast {
  if (entered.length === 0) return core;
  const meanOver = (coreTerm: (i: number) => number, term: (k: number, i: number) => number): Float64Array =>
    core.point.map((_, i) =>
      core.closed[i] === 1 ? 0 : entered.reduce((sum, k) => sum + weights[k] * term(k, i), coreWeight * coreTerm(i)),
    );
  const point = meanOver(
    (i) => core.point[i],
    (k, i) => candidates[k].point[i],
  );
  const disagreement = meanOver(
    (i) => (core.point[i] - point[i]) ** 2,
    (k, i) => (candidates[k].point[i] - point[i]) ** 2,
  ).map(Math.sqrt);
  return {
    ...core,
    point,
    intervals: core.intervals.map(({ levelFraction, lower, upper }) => {
      const reach = normalQuantile((1 + levelFraction) / 2);
      const away = (bound: Float64Array): Float64Array =>
        bound.map((value, i) => Math.hypot(value - core.point[i], reach * disagreement[i]));
      const [below, above] = [away(lower), away(upper)];
      return {
        levelFraction,
        lower: point.map((value, i) => Math.max(0, value - below[i])),
        upper: point.map((value, i) => value + above[i]),
      };
    }),
    components: { ...core.components, mixed: point.map((value, i) => value - core.point[i]) },
  };
}
