import { addSteps, type CalendarStep, gridOf, isSubDaily, nominalDays } from '../../series/calendar-step.ts';
import { type EpochSeconds, wallMidnight, wallSecondsAt, weekdayOf } from '../../series/time-zone.ts';
import { credibility } from './credibility.ts';

/** What contacts took, per calendar interval, as two aligned series without gaps in the grid. */
export interface HandleTimeHistory {
  /** Start of the first interval. */
  readonly start: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** Sum over the contacts whose handling ended in the interval; NaN is missing. */
  readonly handleSeconds: Float64Array;
  /** Number of those contacts; NaN is missing. */
  readonly handled: Float64Array;
}

/** A calendar interval: its number, counted from the start of the history, and its start. */
interface Interval {
  readonly index: number;
  readonly start: EpochSeconds;
}

/** An interval with handled contacts. */
interface Handled extends Interval {
  readonly seconds: number;
  readonly contacts: number;
}

/** The cell of a profile that an interval of the history, or after it, falls into. */
type CellOf = (interval: Interval) => number;

// Half a year has 26 of each weekday, and is what histories of short intervals hold by default.
const HISTORY_DAYS = 182;
// Four of each weekday, so that no weekday counts twice: long enough for a rare queue to have handled something, short enough
// to follow a change of process.
const PERIOD_DAYS = 28;

/**
 * Average handle time in seconds for each of the `horizon` intervals after the history, or undefined when nothing was ever
 * handled. Intervals without contacts get a number too: what a contact would take.
 *
 * It is a level times three factors: of the local time of day when intervals are shorter than a day, of the weekday unless
 * they are longer than one, and of the last four weeks among the periods of four weeks before. Each is a ratio of sums over the
 * last 26 weeks, explains what those before it have left, and is drawn towards 1 as far as the contacts behind it leave it
 * uncertain (Buhlmann-Straub). The level makes all factors together, applied to the contacts of the 26 weeks, give their handle
 * time; where no factor shows, it is their pooled ratio. Where these weeks handled nothing, the whole history takes their place.
 *
 * Throws RangeError when the two series differ in length, and for a negative or infinite number.
 */
export function forecastHandleSeconds(history: HandleTimeHistory, horizon: number): Float64Array | undefined {
  requireSums(history);
  const { start, step, timeZone, handled } = history;
  const intervals = recentlyHandled(history);
  if (intervals.length === 0) return undefined;
  const first = addSteps(start, step, timeZone, handled.length);
  const future = Array.from(gridOf(first, step, timeZone, horizon), (at, i) => ({
    index: handled.length + i,
    start: at,
  }));
  const factors = new Float64Array(horizon).fill(1);
  const expected = Float64Array.from(intervals, ({ contacts }) => contacts);
  for (const cellOf of profiles(history)) {
    const cells = intervals.map(cellOf);
    const byCell = shrunkFactors(intervals, expected, cells);
    multiply(expected, cells, byCell);
    multiply(factors, future.map(cellOf), byCell);
  }
  const level = pooledRatio(intervals, expected);
  return factors.map((factor) => level * factor);
}

/** What handle time may depend on, each on what the ones before it leave unexplained. */
function profiles({ step, timeZone, handled }: HandleTimeHistory): CellOf[] {
  const period: CellOf = ({ index }) => periodsBack(handled.length - 1 - index, step);
  if (nominalDays(step) > 1) return [period];
  const weekday: CellOf = ({ start }) => weekdayOf(timeZone, start);
  if (!isSubDaily(step)) return [weekday, period];
  return [({ start }) => slotOfDay(timeZone, start, step), weekday, period];
}

function requireSums({ handleSeconds, handled }: HandleTimeHistory): void {
  if (handleSeconds.length !== handled.length)
    throw new RangeError(`${handleSeconds.length} intervals of handle time for ${handled.length} of contacts`);
  const isSum = (value: number) => Number.isNaN(value) || (value >= 0 && value < Number.POSITIVE_INFINITY);
  if (!handleSeconds.every(isSum) || !handled.every(isSum))
    throw new RangeError('handle seconds and handled contacts must be finite and not negative');
}

/** Intervals of the last 26 weeks with contacts; of the whole history when those have none. */
function recentlyHandled(history: HandleTimeHistory): Handled[] {
  const recent = handledFrom(history, Math.max(0, history.handled.length - intervalsIn(HISTORY_DAYS, history.step)));
  return recent.length > 0 ? recent : handledFrom(history, 0);
}

function handledFrom({ start, step, timeZone, handleSeconds, handled }: HandleTimeHistory, from: number): Handled[] {
  const starts = gridOf(addSteps(start, step, timeZone, from), step, timeZone, handled.length - from);
  const intervals: Handled[] = [];
  for (let index = from; index < handled.length; index++) {
    const seconds = handleSeconds[index];
    const contacts = handled[index];
    if (contacts > 0 && !Number.isNaN(seconds))
      intervals.push({ index, start: starts[index - from], seconds, contacts });
  }
  return intervals;
}

const intervalsIn = (days: number, step: CalendarStep): number => Math.max(1, Math.round(days / nominalDays(step)));

/** 0 for the last four weeks and all that comes after, 1 for those before, and so on. */
const periodsBack = (intervalsBack: number, step: CalendarStep): number =>
  Math.max(0, Math.floor(intervalsBack / intervalsIn(PERIOD_DAYS, step)));

/** Number of the interval on the wall clock: on the day of a change of clocks too, 9:00 is 9:00. */
function slotOfDay(timeZone: string, start: EpochSeconds, step: CalendarStep): number {
  const wall = wallSecondsAt(timeZone, start);
  return Math.floor((wall - wallMidnight(wall)) / step.count);
}

/** Per cell, by what the handle time differs from that of `expected` contacts, as far as the data bear it out. */
function shrunkFactors(
  intervals: readonly Handled[],
  expected: Float64Array,
  cells: readonly number[],
): ReadonlyMap<number, number> {
  const level = pooledRatio(intervals, expected);
  const observations = intervals.map(({ seconds }, i) => ({
    cell: cells[i],
    amount: seconds,
    exposure: level * expected[i],
  }));
  const { factors, ratios } = credibility(observations.filter(({ exposure }) => exposure > 0));
  return new Map([...ratios].map(([cell, ratio]) => [cell, 1 + (factors.get(cell) ?? 0) * (ratio - 1)]));
}

/** In place, by the factor of each value's cell; a cell in which nothing was handled has none. */
function multiply(values: Float64Array, cells: readonly number[], byCell: ReadonlyMap<number, number>): void {
  for (let i = 0; i < values.length; i++) values[i] *= byCell.get(cells[i]) ?? 1;
}

/** Sum of seconds over sum of contacts, as `expected` counts them; 0 when they took no time at all. */
function pooledRatio(intervals: readonly Handled[], expected: Float64Array): number {
  let seconds = 0;
  for (const one of intervals) seconds += one.seconds;
  const contacts = expected.reduce((sum, value) => sum + value, 0);
  return contacts === 0 ? 0 : seconds / contacts;
}
