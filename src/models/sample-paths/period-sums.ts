import { calendarStep, floorToStep, gridOf, nominalDays } from '../../series/calendar-step.ts';
import type { Forecast, PeriodSum, SumPeriod } from '../../series/forecast.ts';
import type { LeadDependence } from './lead-dependence.ts';
import { PATHS, samplePaths } from './sample-paths.ts';

/** The intervals of a period and what comes in them together, path by path. */
interface RunningSum {
  readonly period: SumPeriod;
  readonly first: number;
  /** Exclusive. */
  end: number;
  point: number;
  readonly onPaths: Float64Array;
}

const STEPS = { week: calendarStep('P1W'), month: calendarStep('P1M') };

/**
 * Sums of a forecast over each of the periods, those of one kind together and in order of time. The volume is the sum of the intervals'
 * own, the bounds are quantiles over paths that have the distributions of the forecast and this dependence. RangeError for weeks or months
 * of intervals longer than a day, which would lie in two of them.
 */
export function periodSums(
  forecast: Forecast,
  dependence: LeadDependence,
  periods: readonly SumPeriod[],
  levelFraction: number,
): PeriodSum[] {
  const { start, step, timeZone, point } = forecast;
  if (nominalDays(step) > 1 && periods.some((period) => period !== 'all'))
    throw new RangeError('weeks and months are summed from days or shorter intervals');
  const borders = gridOf(start, step, timeZone, point.length + 1);
  const sums = periods.flatMap((period) => emptySums(period, forecast, borders));
  let lead = 0;
  for (const values of samplePaths(forecast, dependence)) {
    for (const sum of sums) {
      if (lead < sum.first || lead >= sum.end) continue;
      sum.point += point[lead];
      for (let path = 0; path < PATHS; path++) sum.onPaths[path] += values[path];
    }
    lead++;
  }
  return sums.map(({ period, first, end, point: volume, onPaths }) => {
    const sorted = onPaths.sort();
    const tail = (1 - levelFraction) / 2;
    return {
      period,
      start: borders[first],
      end: borders[end],
      point: volume,
      lower: Math.min(volume, quantile(sorted, tail)),
      upper: Math.max(volume, quantile(sorted, 1 - tail)),
    };
  });
}

function emptySums(period: SumPeriod, { timeZone, point }: Forecast, borders: Float64Array): RunningSum[] {
  const sums: RunningSum[] = [];
  let current = Number.NaN;
  for (let lead = 0; lead < point.length; lead++) {
    const start = period === 'all' ? 0 : floorToStep(borders[lead], STEPS[period], timeZone);
    const last = sums.at(-1);
    if (start === current && last !== undefined) last.end = lead + 1;
    else sums.push({ period, first: lead, end: lead + 1, point: 0, onPaths: new Float64Array(PATHS) });
    current = start;
  }
  return sums;
}

/** Of evenly spaced quantiles, the one at this probability, interpolated: Hyndman and Fan (1996), definition 5. */
function quantile(sorted: Float64Array, probability: number): number {
  const position = Math.min(sorted.length - 1, Math.max(0, sorted.length * probability - 0.5));
  const below = Math.floor(position);
  const lower = sorted[below];
  return lower + (position - below) * ((sorted[below + 1] ?? lower) - lower);
}
