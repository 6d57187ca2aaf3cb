import { median } from '../../numeric/median.ts';
import { type CalendarStep, isSubDaily } from '../../series/calendar-step.ts';
import { intervalStarts, type Series } from '../../series/series.ts';
import { DAY_SECONDS, wallSecondsAt } from '../../series/time-zone.ts';

const WEEK_SECONDS = 7 * DAY_SECONDS;

/** How origins, training windows and tests are cut, in weeks of open times, so that tools can be compared fold by fold. */
export interface Protocol {
  readonly name: 'daily' | 'intraday' | 'two_weeks';
  /** `nextOpenDay`: each origin is the start of an open day, and the test that day. */
  readonly horizon: 'nextOpenDay' | { readonly weeks: number };
  readonly origins: number;
  readonly leastWeeks: number;
  readonly mostWeeks: number;
}

/** Four weeks of days, a week of shorter intervals, or a day of these from exactly two weeks. */
export const PROTOCOLS: readonly Protocol[] = [
  { name: 'daily', horizon: { weeks: 4 }, origins: 6, leastWeeks: 20, mostWeeks: 104 },
  { name: 'intraday', horizon: { weeks: 1 }, origins: 12, leastWeeks: 4, mostWeeks: 26 },
  { name: 'two_weeks', horizon: 'nextOpenDay', origins: 14, leastWeeks: 2, mostWeeks: 2 },
];

/** The open times of a series on its local clock, in order, and what was observed at each; NaN is missing. */
export interface OpenTimes {
  readonly wallSeconds: Float64Array;
  readonly values: Float64Array;
  readonly step: CalendarStep;
  /** Open times of a week. */
  readonly season: number;
}

/**
 * A time of the week is open where more than a fifth of the dates of that weekday have a value; the ends are cut to values. RangeError for
 * steps longer than a day, and where no value is known.
 */
export function openTimes(series: Series): OpenTimes {
  const { step, timeZone, values } = series;
  const stepSeconds = secondsOf(step);
  const observed = new Map<number, number>();
  // Of a time that clocks showed twice, the first counts.
  for (const [i, start] of intervalStarts(series).entries()) {
    const wall = wallSecondsAt(timeZone, start);
    if (!Number.isNaN(values[i]) && !observed.has(wall)) observed.set(wall, values[i]);
  }
  const times = [...observed.keys()].sort((a, b) => a - b);
  if (times.length === 0) throw new RangeError('no value of the history is known');
  const [first, last] = [times[0], times[times.length - 1]];
  const firstDay = Math.floor(first / DAY_SECONDS) * DAY_SECONDS;
  const slotOf = (wall: number): number => (wall % WEEK_SECONDS) / stepSeconds;
  const seen = new Uint32Array(WEEK_SECONDS / stepSeconds);
  const passed = new Uint32Array(seen.length);
  for (const wall of times) if (Number.isInteger(slotOf(wall))) seen[slotOf(wall)]++;
  const endOfDays = (Math.floor(last / DAY_SECONDS) + 1) * DAY_SECONDS;
  for (let wall = firstDay; wall < endOfDays; wall += stepSeconds) passed[slotOf(wall)]++;
  const isOpen = (wall: number): boolean => seen[slotOf(wall)] > 0.2 * passed[slotOf(wall)];
  const wallSeconds: number[] = [];
  for (let wall = firstDay; wall <= last; wall += stepSeconds)
    if (wall >= first && isOpen(wall)) wallSeconds.push(wall);
  return {
    wallSeconds: Float64Array.from(wallSeconds),
    values: Float64Array.from(wallSeconds, (wall) => observed.get(wall) ?? Number.NaN),
    step,
    season: seen.filter((many, slot) => many > 0.2 * passed[slot]).length,
  };
}

/** Positions in the open times: training from `from` to `origin`, test from there to `end`. */
export interface ProtocolFold {
  readonly number: number;
  readonly from: number;
  readonly origin: number;
  readonly end: number;
}

/** The folds of a series, oldest first; those with too short a history, or with less than half of their test observed, are left out. */
export function foldsOf({ wallSeconds, values, season }: OpenTimes, protocol: Protocol): ProtocolFold[] {
  const folds: ProtocolFold[] = [];
  for (let number = protocol.origins; number >= 1; number--) {
    const { origin, end } = testOf(wallSeconds, season, protocol.horizon, number);
    const known = values.subarray(Math.max(0, origin), end).filter((value) => !Number.isNaN(value)).length;
    if (origin < protocol.leastWeeks * season || known < (end - origin) / 2) continue;
    folds.push({ number, from: Math.max(0, origin - protocol.mostWeeks * season), origin, end });
  }
  return folds;
}

function testOf(wallSeconds: Float64Array, season: number, horizon: Protocol['horizon'], number: number) {
  if (horizon !== 'nextOpenDay') {
    const steps = horizon.weeks * season;
    const origin = wallSeconds.length - number * steps;
    return { origin, end: origin + steps };
  }
  const dayOf = (wall: number): number => Math.floor(wall / DAY_SECONDS);
  const day = [...new Set([...wallSeconds].map(dayOf))].sort((a, b) => b - a)[number - 1];
  const origin = wallSeconds.findIndex((wall) => dayOf(wall) === day);
  return { origin, end: wallSeconds.findLastIndex((wall) => dayOf(wall) === day) + 1 };
}

/** What a model is given: the training window on the full calendar of the local clock, closed times marked, up to where the test starts. */
export function trainingWindow({ wallSeconds, values, step }: OpenTimes, { from, origin }: ProtocolFold): Series {
  const start = wallSeconds[from];
  const length = (wallSeconds[origin] - start) / secondsOf(step);
  const history = new Float64Array(length).fill(Number.NaN);
  const closed = new Uint8Array(length).fill(1);
  for (let i = from; i < origin; i++) {
    const at = (wallSeconds[i] - start) / secondsOf(step);
    history[at] = values[i];
    closed[at] = 0;
  }
  return { start, step, timeZone: 'UTC', unit: 'contacts', values: history, closed };
}

/** The places of the test in a forecast that starts where the test does. */
export const testPlaces = ({ wallSeconds, step }: OpenTimes, { origin, end }: ProtocolFold): number[] =>
  [...wallSeconds.subarray(origin, end)].map((wall) => (wall - wallSeconds[origin]) / secondsOf(step));

/** The training window by open times; missing values take the one a week before, else the one a week after, else the median. */
export function filledWindow({ values, season }: OpenTimes, { from, origin }: ProtocolFold): Float64Array {
  const filled = values.slice(from, origin);
  for (let i = season; i < filled.length; i++) if (Number.isNaN(filled[i])) filled[i] = filled[i - season];
  for (let i = filled.length - season - 1; i >= 0; i--) if (Number.isNaN(filled[i])) filled[i] = filled[i + season];
  const usual = median(filled.filter((value) => !Number.isNaN(value)));
  return filled.map((value) => (Number.isNaN(value) ? usual : value));
}

/** The seasonal naive forecast of a fold: the last week of the filled window again. */
export const repeatedWeek = (filled: Float64Array, season: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => filled[filled.length - season + (i % season)]);

function secondsOf(step: CalendarStep): number {
  if (isSubDaily(step)) return step.count;
  if (step.unit === 'day' && step.count === 1) return DAY_SECONDS;
  throw new RangeError('the protocol takes days or shorter intervals');
}
