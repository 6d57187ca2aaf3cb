import { dataFailure } from '../errors.ts';
import { addSteps, nominalDays } from './calendar-step.ts';
import { localTime } from './iso-instant.ts';
import { openTimesOfWeek } from './open-times-of-week.ts';
import { intervalStarts, type KeyedSeries, type Series } from './series.ts';
import { seriesName } from './series-key.ts';
import { DAY_SECONDS, type EpochSeconds, weekdayOf } from './time-zone.ts';

const SHORT_HISTORY_DAYS = 60;
const LONGER = 'give more history: 60 days or more are better, two years show a yearly season';

const WEEKDAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Fails with exit code 5, and says what would help, when nothing can be forecast from a series. */
export function requireForecastable({ key, series }: KeyedSeries): void {
  const name = seriesName(key);
  const observed = series.values.filter((value) => !Number.isNaN(value));
  if (observed.length === 0) throw dataFailure(`${name}: the history holds no value`, LONGER);
  if (observed.length === 1)
    throw dataFailure(`${name}: the history holds a single value, a forecast needs two`, LONGER);
  if (observed.every((value) => value === 0)) {
    throw dataFailure(
      `${name}: all ${observed.length} values of the history are 0`,
      'choose a longer range, other queues or media types, or another metric',
    );
  }
}

/** What a reader of the forecast should know about its history, one sentence each. `askedFrom` is the start that was asked for. */
export function historyNotes(series: Series, askedFrom: EpochSeconds = series.start): string[] {
  return [missingNote(series), closedNote(series), shortNote(series), startNote(series, askedFrom)].filter(
    (note) => note !== undefined,
  );
}

/** Number of intervals without a value in which the centre was not closed. */
export function missingCount({ values, closed }: Pick<Series, 'values' | 'closed'>): number {
  return values.reduce((count, value, i) => count + (Number.isNaN(value) && closed[i] !== 1 ? 1 : 0), 0);
}

function missingNote(series: Series): string | undefined {
  const missing = missingCount(series);
  if (missing === 0) return undefined;
  const gap = longestGap(series);
  const from = localTime(series.timeZone, addSteps(series.start, series.step, series.timeZone, gap.first));
  return (
    `${missing} of ${series.values.length} intervals are missing and left out, not counted as 0; ` +
    `the longest gap is ${counted(gap.length, 'interval')} from ${from}`
  );
}

/** Closed intervals neither end a gap nor lengthen it. */
function longestGap({ values, closed }: Series): { first: number; length: number } {
  let longest = { first: 0, length: 0 };
  let current = { first: 0, length: 0 };
  for (const [i, value] of values.entries()) {
    if (closed[i] === 1) continue;
    if (!Number.isNaN(value)) current = { first: i + 1, length: 0 };
    else current = { first: current.length === 0 ? i : current.first, length: current.length + 1 };
    if (current.length > longest.length) longest = current;
  }
  return longest;
}

function closedNote(series: Series): string | undefined {
  if (!series.closed.includes(1)) return undefined;
  const hours = openTimesOfWeek(series);
  if (hours !== undefined)
    return `open ${hours}: all other times are closed, so they are left out of the history and the forecast is 0 there`;
  const starts = intervalStarts(series).filter((_, i) => series.closed[i] === 1);
  const closed = new Set(Array.from(starts, (start) => weekdayOf(series.timeZone, start)));
  const names = WEEKDAYS.filter((_, i) => closed.has((i + 1) % 7));
  const list = [names.slice(0, -1).join(', '), names.at(-1)].filter((part) => part !== '').join(' and ');
  return `closed on ${list}: none of them had a contact, so they are left out of the history and the forecast is 0 there`;
}

function shortNote(series: Series): string | undefined {
  const days = Math.round(coveredDays(series));
  if (days >= SHORT_HISTORY_DAYS) return undefined;
  const short = `the history covers only ${counted(days, 'day')}`;
  if (nominalDays(series.step) >= 7) return `${short}: it shows no season`;
  const weeks = Math.floor(days / 7);
  if (weeks < 2) return `${short}: it shows neither a yearly nor a weekly season`;
  return `${short}: it shows no yearly season, and its weekly season rests on ${weeks} weeks`;
}

function startNote(series: Series, askedFrom: EpochSeconds): string | undefined {
  if (series.start <= askedFrom) return undefined;
  const [start, asked] = [series.start, askedFrom].map((instant) => localTime(series.timeZone, instant));
  return `the history starts on ${start}, with the first contact, although ${asked} was asked for`;
}

function coveredDays({ start, step, timeZone, values }: Series): number {
  return (addSteps(start, step, timeZone, values.length) - start) / DAY_SECONDS;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
