/** A day as it was forecast at its start, and as it went. */
export interface DayCourse {
  /** By interval, not negative. */
  readonly forecast: Float64Array;
  /** By interval, NaN where nothing was observed. */
  readonly actual: Float64Array;
  /** How many of the intervals had ended when the rest of the day was asked for. */
  readonly known: number;
}

/** Number and time of day of the local clock, in seconds, of each interval. */
export interface ClockTimes {
  readonly days: Float64Array;
  readonly secondsOfDay: Float64Array;
}

/**
 * The days of a history, oldest first, as far as they were forecast, each cut where the clock shows `cutSeconds`. Days that have
 * nothing before or after the cut are left out.
 */
export function dayCourses(
  { days, secondsOfDay }: ClockTimes,
  forecast: Float64Array,
  actual: Float64Array,
  cutSeconds: number,
): DayCourse[] {
  const courses: DayCourse[] = [];
  for (let from = 0, to = 0; from < days.length; from = to) {
    while (to < days.length && days[to] === days[from]) to++;
    const known = secondsOfDay.subarray(from, to).filter((seconds) => seconds < cutSeconds).length;
    const said = forecast.subarray(from, to);
    if (said.every(Number.isNaN) || known === 0 || known === to - from) continue;
    courses.push({ forecast: said.map(atLeastZero), actual: actual.subarray(from, to), known });
  }
  return courses;
}

/** A time of which nothing was said is one at which nothing was expected. */
const atLeastZero = (value: number): number => (Number.isNaN(value) ? 0 : Math.max(0, value));
