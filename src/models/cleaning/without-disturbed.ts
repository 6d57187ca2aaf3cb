import type { DisturbedInterval } from '../../series/disturbed-interval.ts';
import type { Series } from '../../series/series.ts';

/** The history with these stretches missing; the one given is kept as it is. */
export function withoutDisturbed(series: Series, disturbed: readonly DisturbedInterval[]): Series {
  if (disturbed.length === 0) return series;
  const values = series.values.slice();
  for (const { interval, length } of disturbed) values.fill(Number.NaN, interval, interval + length);
  return { ...series, values };
}
