import {
  DAY_SECONDS,
  type EpochSeconds,
  startOfNextDay,
  wallMidnight,
  wallSecondsAt,
  weekdayOf,
} from '../series/time-zone.ts';

const DAYS_PER_WEEK = 7;

/** Whole local days of history, and the length of the intervals that they are cut into. */
export interface HistoryPeriod {
  /** Midnights of the time zone; `to` is excluded. */
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly timeZone: string;
  /** A part of a day. */
  readonly intervalSeconds: number;
}

/** How the intervals of a history fall into the slots of a week, which begins at midnight of Sunday by the clock on the wall. */
export interface TypicalWeek {
  readonly slots: number;
  readonly slotsPerDay: number;
  /** How often the history holds each weekday, Sunday first. */
  readonly days: readonly number[];
  /** Days of the history. */
  readonly dayCount: number;
  readonly slotOf: (start: EpochSeconds) => number;
  /** Number of the day of the history that holds an instant, from 0. */
  readonly dayOf: (start: EpochSeconds) => number;
}

/** RangeError when the history holds no day or the intervals do not divide a day. */
export function typicalWeek({ from, to, timeZone, intervalSeconds }: HistoryPeriod): TypicalWeek {
  if (!(intervalSeconds > 0 && DAY_SECONDS % intervalSeconds === 0))
    throw new RangeError(`intervals must divide a day, not last ${intervalSeconds} seconds`);
  if (!(to > from)) throw new RangeError('a history must hold a day or more');
  const days = new Array<number>(DAYS_PER_WEEK).fill(0);
  const numbers = new Map<number, number>();
  for (let day = from; day < to; day = startOfNextDay(timeZone, day)) {
    days[weekdayOf(timeZone, day)]++;
    numbers.set(wallMidnight(wallSecondsAt(timeZone, day)), numbers.size);
  }
  const slotsPerDay = DAY_SECONDS / intervalSeconds;
  const dayOf = (start: EpochSeconds): number => {
    const day = numbers.get(wallMidnight(wallSecondsAt(timeZone, start)));
    if (day === undefined) throw new RangeError(`an interval at ${start} lies outside of the history`);
    return day;
  };
  return {
    slots: DAYS_PER_WEEK * slotsPerDay,
    slotsPerDay,
    days,
    dayCount: numbers.size,
    dayOf,
    slotOf: (start) => {
      const wall = wallSecondsAt(timeZone, start);
      return weekdayOf(timeZone, start) * slotsPerDay + Math.floor((wall - wallMidnight(wall)) / intervalSeconds);
    },
  };
}

/** Sums by slot of the week become means over the days that hold the slot; 0 where the history holds none. */
export const meansBySlot = (sums: Float64Array, { days, slotsPerDay }: TypicalWeek): Float64Array =>
  sums.map((sum, slot) => {
    const many = days[Math.floor(slot / slotsPerDay)];
    return many === 0 ? 0 : sum / many;
  });
