import { intervalStarts, type Series, wallDays } from '../../../series/series.ts';
import { DAY_SECONDS } from '../../../series/time-zone.ts';
import { CLOSED, type SeasonalGrid, seasonalGrid } from '../../seasonal-grid.ts';

/** A series below a day on the weeks of its open times. */
export interface IntradayHistory {
  readonly grid: SeasonalGrid;
  /** By place; NaN is missing. The slot of the week of a place is place % season. */
  readonly values: Float64Array;
  readonly season: number;
  readonly days: OpenDays;
  readonly week: OpenWeek;
}

/** The open days of a history. */
interface OpenDays {
  /** Of each place, the number of its day. */
  readonly ofPlace: Uint32Array;
  /** Of each day, its calendar day in days since 1970-01-01. */
  readonly calendar: Float64Array;
}

/** The open times of a week. */
export interface OpenWeek {
  /** Of each slot, 0 to 6. */
  readonly weekdays: Uint8Array;
  /** The slots of each of seven weekdays in order of time. */
  readonly slotsOfWeekday: readonly Uint32Array[];
  /** Of each slot, its time of day in intervals from midnight. */
  readonly times: Float64Array;
  /** Intervals in a day, closed ones included. */
  readonly slotsInDay: number;
}

/** RangeError where a value is negative, none is above 0, or a time of the week has no value. */
export function intradayHistory(series: Series): IntradayHistory {
  if (series.values.some((value) => value < 0))
    throw new RangeError('a level and a shape take values of 0 or more, and some are negative');
  if (!series.values.some((value) => value > 0)) throw new RangeError('no value of the history is above 0');
  const grid = seasonalGrid(series);
  const { values, season, places } = grid;
  if (!everySlotHasValue(values, season))
    throw new RangeError('a time of the week that may be open has no value in the history');
  const wall = wallDays(series.timeZone, intervalStarts(series));
  const wallOfPlace = new Float64Array(values.length);
  for (let i = 0; i < places.length; i++) if (places[i] !== CLOSED) wallOfPlace[places[i]] = wall[i];
  return { grid, values, season, days: openDays(wallOfPlace), week: openWeek(wallOfPlace.subarray(0, season), series) };
}

function everySlotHasValue(values: Float64Array, season: number): boolean {
  const known = new Uint8Array(season);
  for (let place = 0; place < values.length; place++) if (!Number.isNaN(values[place])) known[place % season] = 1;
  return !known.includes(0);
}

function openDays(wallOfPlace: Float64Array): OpenDays {
  const calendar: number[] = [];
  const ofPlace = Uint32Array.from(wallOfPlace, (wall) => {
    const day = Math.floor(wall);
    if (calendar.at(-1) !== day) calendar.push(day);
    return calendar.length - 1;
  });
  return { ofPlace, calendar: Float64Array.from(calendar) };
}

function openWeek(wallOfSlot: Float64Array, { step }: Series): OpenWeek {
  const slotsInDay = DAY_SECONDS / step.count;
  const weekdays = Uint8Array.from(wallOfSlot, (wall) => Math.floor(wall) % 7);
  const times = wallOfSlot.map((wall) => Math.round((wall - Math.floor(wall)) * slotsInDay));
  const slots = [...wallOfSlot.keys()];
  const slotsOfWeekday = Array.from({ length: 7 }, (_, weekday) =>
    Uint32Array.from(slots.filter((slot) => weekdays[slot] === weekday)).sort((a, b) => times[a] - times[b]),
  );
  return { weekdays, slotsOfWeekday, times, slotsInDay };
}
