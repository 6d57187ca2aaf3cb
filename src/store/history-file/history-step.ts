import { dataFailure, usageFailure } from '../../errors.ts';
import { type CalendarStep, calendarStep, stepOfSeconds } from '../../series/calendar-step.ts';
import { DAY_SECONDS, type WallSeconds } from '../../series/time-zone.ts';

/**
 * The step of a history: the most common distance between neighbouring times, the shorter of equally common ones. Distances
 * of 28 days and more are calendar months when most times share their day of the month. Fails with exit code 5 for a single
 * time and with 2 for a distance that no calendar has.
 */
export function inferStep(times: readonly WallSeconds[]): CalendarStep {
  const sorted = Float64Array.from(times).sort();
  const distance = mostCommon(distances(sorted));
  if (distance === undefined) {
    const found = sorted.length === 0 ? 'no rows' : 'rows of one time only';
    throw dataFailure(`the history file has ${found}`, 'give 60 days of history or more');
  }
  if (distance >= 28 * DAY_SECONDS && shareDayOfMonth(sorted)) return stepOfMonths(sorted);
  try {
    return stepOfSeconds(distance);
  } catch (cause) {
    const hint = 'give the step with --granularity, for example PT30M, PT1H or P1D';
    throw usageFailure(
      `the times of the history file are mostly ${distance} seconds apart, which is no step`,
      hint,
      cause,
    );
  }
}

function stepOfMonths(sorted: Float64Array): CalendarStep {
  const months = mostCommon(distances(sorted.map(monthNumber))) ?? 1;
  return calendarStep(months % 12 === 0 ? `P${months / 12}Y` : `P${months}M`);
}

function shareDayOfMonth(times: Float64Array): boolean {
  const days = times.map((time) => new Date(time * 1000).getUTCDate());
  const common = mostCommon(days);
  return days.filter((day) => day === common).length > times.length / 2;
}

function monthNumber(wall: WallSeconds): number {
  const date = new Date(wall * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Between neighbours that differ. */
const distances = (sorted: Float64Array): Float64Array =>
  sorted.map((value, i) => value - (sorted[i - 1] ?? value)).filter((distance) => distance > 0);

/** The smallest of the most common values; undefined when there is none. */
function mostCommon(values: Iterable<number>): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || a - b);
  return best?.[0];
}
