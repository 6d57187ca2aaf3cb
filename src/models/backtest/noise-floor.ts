import { poissonMeanAbsoluteDeviation } from '../../numeric/poisson-deviation.ts';
import type { Ratio } from './pooled-ratio.ts';

/**
 * The wape that even a forecast of the true mean has for counts of this size, when contacts come independently of each other:
 * mean absolute deviation of Poisson counts over their sum. The mean of an interval is that of all counts in its slot of the
 * season, since a single count tells too little about it. Places as of a seasonal grid.
 */
export function noiseFloor(counts: readonly number[], places: readonly number[], season: number): Ratio {
  const bySlot = new Map<number, number[]>();
  for (const [i, count] of counts.entries()) {
    const slot = places[i] % season;
    const others = bySlot.get(slot);
    if (others === undefined) bySlot.set(slot, [count]);
    else others.push(count);
  }
  const sums = [...bySlot.values()].map((slot) => {
    const sum = slot.reduce((all, count) => all + count, 0);
    return { numerator: slot.length * poissonMeanAbsoluteDeviation(sum / slot.length), denominator: sum };
  });
  return {
    numerator: sums.reduce((all, { numerator }) => all + numerator, 0),
    denominator: sums.reduce((all, { denominator }) => all + denominator, 0),
  };
}
