import { credibility, type Observation } from '../handle-time/credibility.ts';

/**
 * What each slot of a season is to the mean of all, drawn towards 1 as far as its values are too few to tell it from chance; 1 where
 * it was never observed. RangeError where all values are missing or 0.
 */
export function slotMultipliers(values: Float64Array, season: number): Float64Array {
  const observations: Observation[] = [];
  for (let place = 0; place < values.length; place++)
    if (!Number.isNaN(values[place])) observations.push({ cell: place % season, amount: values[place], exposure: 1 });
  const total = observations.reduce((sum, { amount }) => sum + amount, 0);
  if (!(total > 0)) throw new RangeError('the history has no contact, so its level is not known');
  const mean = total / observations.length;
  const { factors, ratios } = credibility(observations);
  return new Float64Array(season).map((_, slot) => {
    const ratio = ratios.get(slot) ?? mean;
    return 1 + (factors.get(slot) ?? 0) * (ratio / mean - 1);
  });
}
