import { median } from '../../../numeric/median.ts';
import { type CalendarDate, calendarDate } from './calendar-date.ts';
import type { LogRatios } from './log-ratios.ts';

// In robust standard deviations: beyond, a day is special for another reason.
const CLIP = 3;
const NEIGHBOUR_DAYS = 2;
const POSITIONS = 31;

/**
 * ln of the factor of each day of the month, such as pay days and the days of bills: once by its distance from the start of the
 * month and once from the end, the mean of the two. Neighbouring days share what they say, with triangular weights, and all is
 * drawn to 0 as far as chance alone could have made it.
 */
export function dayOfMonthEffect(ratios: LogRatios, days: Int32Array): (date: CalendarDate) => number {
  const known = [...days.keys()].filter((place) => !Number.isNaN(ratios.values[place]));
  const middle = median(known.map((place) => ratios.values[place]));
  const most = CLIP * ratios.spread;
  const clipped = Float64Array.from(known, (place) => Math.min(most, Math.max(-most, ratios.values[place] - middle)));
  const dates = known.map((place) => calendarDate(days[place]));
  const fromStart = shrunkMeans(clipped, dates.map(afterStart));
  const fromEnd = shrunkMeans(clipped, dates.map(beforeEnd));
  return (date) => (fromStart[afterStart(date)] + fromEnd[beforeEnd(date)]) / 2;
}

const afterStart = ({ dayOfMonth }: CalendarDate): number => dayOfMonth - 1;

const beforeEnd = ({ dayOfMonth, daysInMonth }: CalendarDate): number => daysInMonth - dayOfMonth;

/** Means around each position of the month, each shrunk by its own noise against the variance between positions. */
function shrunkMeans(ratios: Float64Array, positions: readonly number[]): Float64Array {
  const sums = new Float64Array(POSITIONS);
  const weights = new Float64Array(POSITIONS);
  const squaredWeights = new Float64Array(POSITIONS);
  for (let i = 0; i < ratios.length; i++) {
    const first = Math.max(0, positions[i] - NEIGHBOUR_DAYS);
    const last = Math.min(POSITIONS - 1, positions[i] + NEIGHBOUR_DAYS);
    for (let position = first; position <= last; position++) {
      const weight = 1 - Math.abs(position - positions[i]) / (NEIGHBOUR_DAYS + 1);
      sums[position] += weight * ratios[i];
      weights[position] += weight;
      squaredWeights[position] += weight * weight;
    }
  }
  const noise = ratios.reduce((sum, ratio) => sum + ratio * ratio, 0) / ratios.length;
  const between = varianceBetween(sums, weights, squaredWeights, noise);
  return sums.map((sum, position) => (between > 0 ? sum / (weights[position] + noise / between) : 0));
}

/** By the method of moments: what the squares of the means are above what noise makes them. */
function varianceBetween(
  sums: Float64Array,
  weights: Float64Array,
  squaredWeights: Float64Array,
  noise: number,
): number {
  const seen = [...sums.keys()].filter((position) => weights[position] > 0);
  const excess = seen.map((k) => (sums[k] * sums[k] - noise * squaredWeights[k]) / (weights[k] * weights[k]));
  return excess.reduce((sum, each) => sum + each, 0) / seen.length;
}
