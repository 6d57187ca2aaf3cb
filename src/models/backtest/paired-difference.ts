import { studentTQuantile } from '../../numeric/student-t.ts';

/** What came on a day and how far off two forecasts of it were: sums over its intervals. */
export interface PairedDay {
  readonly actual: number;
  readonly theirError: number;
  readonly ourError: number;
}

/** By how much the wape of one forecast is above that of another, a fraction, and the bounds of its confidence interval. */
export interface PairedDifference {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wape of theirs less wape of ours over the same days, positive where ours errs less. The interval is that of a ratio of means, its
 * variance that of the days' differences, whose correlation with the days before is counted with Bartlett weights: Diebold and
 * Mariano, Journal of Business and Economic Statistics 13 (1995) 253-263, with the kernel of Newey and West, Econometrica 55 (1987)
 * 703-708. `days` in order of time. Undefined for less than three days, or when nothing came.
 */
export function pairedDifference(days: readonly PairedDay[], levelFraction: number): PairedDifference | undefined {
  const count = days.length;
  const total = days.reduce((sum, { actual }) => sum + actual, 0);
  if (count < LEAST_DAYS || !(total > 0)) return undefined;
  const difference = days.reduce((sum, { theirError, ourError }) => sum + theirError - ourError, 0) / total;
  const deviations = days.map(({ actual, theirError, ourError }) => theirError - ourError - difference * actual);
  const lags = Math.floor(4 * (count / 100) ** (2 / 9));
  let variance = autoproduct(deviations, 0);
  for (let lag = 1; lag <= Math.min(lags, count - 1); lag++)
    variance += 2 * (1 - lag / (lags + 1)) * autoproduct(deviations, lag);
  const half =
    (studentTQuantile((1 + levelFraction) / 2, count - 1) * Math.sqrt(variance * (count / (count - 1)))) / total;
  return { difference, lower: difference - half, upper: difference + half };
}

const LEAST_DAYS = 3;

function autoproduct(values: readonly number[], lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i] * values[i - lag];
  return sum;
}
