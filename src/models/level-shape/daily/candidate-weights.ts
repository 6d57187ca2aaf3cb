import { decay } from './decay.ts';
import { type InnerOrigin, WEEKS_TO_CHOOSE } from './inner-origins.ts';
import { weekBack } from './week-levels.ts';

// Weights go with this power of the loss: 10 % more loss leaves 15 % of the weight.
const POWER = -20;
// Errors count 10 % less for each week that they are back.
const HALF_LIFE_WEEKS = Math.LN2 / -Math.log(0.9);

/**
 * Weights of the candidates, which sum to 1, by their discounted absolute errors at inner origins with enough history; equal
 * where there are none. `factors` take the values, free of calendar effects, back to what was observed.
 */
export function candidateWeights(
  origins: readonly InnerOrigin[],
  candidates: number,
  values: Float64Array,
  factors: Float64Array,
  season: number,
): Float64Array {
  const discounts = decay(HALF_LIFE_WEEKS, Math.ceil(values.length / season));
  const losses = new Float64Array(candidates);
  for (const { places, forecasts, weeksBack } of origins) {
    if (values.length - weeksBack * season < WEEKS_TO_CHOOSE * season) continue;
    for (const [i, place] of places.entries()) {
      const weight = factors[place] * discounts[weekBack(place, values.length, season)];
      for (let k = 0; k < candidates; k++) losses[k] += weight * Math.abs(values[place] - forecasts[k][i]);
    }
  }
  const least = Math.min(...losses);
  const weights = losses.map((loss) => (loss === least ? 1 : (loss / least) ** POWER));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The weighted mean of several forecasts of the same places. */
export function combined(forecasts: readonly Float64Array[], weights: Float64Array): Float64Array {
  const mean = new Float64Array(forecasts[0].length);
  for (const [k, forecast] of forecasts.entries())
    for (let i = 0; i < mean.length; i++) mean[i] += weights[k] * forecast[i];
  return mean;
}
