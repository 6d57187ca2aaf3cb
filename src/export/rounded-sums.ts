import type { PeriodSum } from '../series/forecast.ts';
import { largestRemainder } from './rounding.ts';

/**
 * Sums in whole numbers: those of one kind of period keep their rounded total, as days do, so weeks, months and everything agree. Bounds
 * are rounded outward.
 */
export function roundedSums(sums: readonly PeriodSum[]): PeriodSum[] {
  const periods = [...new Set(sums.map(({ period }) => period))];
  return periods.flatMap((period) => {
    const own = sums.filter((sum) => sum.period === period);
    const volumes = largestRemainder(own.map(({ point }) => point));
    return own.map((sum, i) => ({
      ...sum,
      point: volumes[i],
      lower: Math.floor(sum.lower),
      upper: Math.ceil(sum.upper),
    }));
  });
}
