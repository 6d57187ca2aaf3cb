import type { EtsForm } from './ets-form.ts';
import type { EtsStates } from './recursion.ts';

// As many seasons show the first season, and as many values at least its level and slope.
const SEASONS = 5;
const LEAST_VALUES = 10;

/**
 * States before the first value to start a search from: slot means of the first seasons around their mean, or over it, and the line
 * through the first values without them. Hyndman et al. (2008), section 2.6.1, with means in place of moving averages.
 */
export function firstStates(values: Float64Array, { trend, season }: EtsForm, period: number): EtsStates {
  const seasonal = season === 'none' ? new Float64Array(1) : firstSeason(values, season, period);
  const known: { place: number; value: number }[] = [];
  const enough = Math.max(LEAST_VALUES, 2 * period);
  for (let place = 0; place < values.length && known.length < enough; place++) {
    const ofSeason = seasonal[place % seasonal.length];
    const value = season === 'multiplicative' ? values[place] / ofSeason : values[place] - ofSeason;
    if (Number.isFinite(value)) known.push({ place, value });
  }
  const level = mean(known.map(({ value }) => value));
  if (trend === 'none') return { level, slope: 0, seasonal };
  const middle = mean(known.map(({ place }) => place));
  const spread = known.reduce((sum, { place }) => sum + (place - middle) ** 2, 0);
  const slope = known.reduce((sum, { place, value }) => sum + (place - middle) * (value - level), 0) / spread;
  return { level: level - (middle + 1) * slope, slope, seasonal };
}

function firstSeason(values: Float64Array, season: 'additive' | 'multiplicative', period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  const span = Math.min(values.length, SEASONS * period);
  // A slot that was not seen in the first seasons is taken from later ones.
  for (let place = 0; place < values.length; place++) {
    const slot = place % period;
    if (Number.isNaN(values[place]) || (place >= span && counts[slot] > 0)) continue;
    sums[slot] += values[place];
    counts[slot]++;
  }
  const means = sums.map((sum, slot) => (counts[slot] === 0 ? Number.NaN : sum / counts[slot]));
  const seen = means.filter((each) => !Number.isNaN(each));
  const centre = mean(seen);
  const isProduct = season === 'multiplicative';
  const raw = means
    .map((each) => (Number.isNaN(each) ? centre : each))
    .map((each) => (isProduct ? each / centre : each - centre));
  const off = mean(raw);
  return raw.map((each) => (isProduct ? each / off : each - off));
}

const mean = (values: Float64Array | readonly number[]): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};
