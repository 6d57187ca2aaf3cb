import { type CalendarStep, gridOf, isSubDaily, nominalDays } from '../series/calendar-step.ts';
import type { Series } from '../series/series.ts';
import { DAY_SECONDS, wallSecondsAt } from '../series/time-zone.ts';

/**
 * A series laid on its seasons, so that the value `season` places on is that of the same slot one season later. For days and
 * finer steps the season is the week of the local clock, and slots that are never open have no place: so neither closed days
 * nor changes of clocks shift a weekday or a time of day. Longer steps have the year, once two of them are there.
 */
export interface SeasonalGrid {
  /** Places in a season. */
  readonly season: number;
  readonly seasonName: 'weekly' | 'yearly';
  /** Places in a day, where that is more than one and the same for all open days of the week. */
  readonly daySeason: number | undefined;
  /** From the first open interval of the history to the last; NaN is missing. Intervals in one place give their mean. */
  readonly values: Float64Array;
  /** The place of each interval of the history, or `CLOSED`. */
  readonly places: Int32Array;
  /** The places of the `count` intervals after the history. */
  placesAhead(count: number): Int32Array;
}

export const CLOSED = -1;

// A time of the week with a value in one of twenty weeks or fewer saw strays, not opening hours. Where values are merely missing
// more of them are there, and missing is not closed.
const OPEN_ABOVE_SHARE = 0.05;

/** Lays a history on its seasons. RangeError when no slot is open. */
export function seasonalGrid(history: Series): SeasonalGrid {
  const { values, step } = history;
  const slots = slotsInSeason(step, values.length);
  const cells = cellsOf(history, 0, values.length);
  const ranks = ranksOfOpen(openSlots(cells, slots, values));
  const season = Math.max(...ranks) + 1;
  if (season === 0) throw new RangeError('each time of the week has a value in one of twenty weeks or fewer');
  const placeOf = (cell: number): number => {
    const rank = ranks[modulo(cell, slots)];
    return rank === CLOSED ? CLOSED : Math.floor(cell / slots) * season + rank;
  };
  const firstOpen = cells.find((cell) => ranks[modulo(cell, slots)] !== CLOSED);
  const offset = firstOpen === undefined ? 0 : placeOf(firstOpen);
  const placesFrom = (all: Float64Array): Int32Array => {
    const placed = new Int32Array(all.length);
    for (let i = 0; i < placed.length; i++) {
      const place = placeOf(all[i]);
      placed[i] = place === CLOSED ? CLOSED : place - offset;
    }
    return placed;
  };
  const places = placesFrom(cells);
  return {
    season,
    seasonName: followsWeek(step) ? 'weekly' : 'yearly',
    daySeason: isSubDaily(step) ? placesInEveryOpenDay(ranks, slotsInDay(step)) : undefined,
    values: meansByPlace(places, values),
    places,
    placesAhead: (count) => placesFrom(cellsOf(history, values.length, count)),
  };
}

/** How many intervals the dominant season of such a history has, closed ones included. */
export function slotsInSeason(step: CalendarStep, length: number): number {
  if (followsWeek(step)) return 7 * slotsInDay(step);
  const inYear = Math.round(365.25 / nominalDays(step));
  return length >= 2 * inYear ? inYear : 1;
}

const followsWeek = (step: CalendarStep): boolean => nominalDays(step) <= 1;

const slotsInDay = (step: CalendarStep): number => (isSubDaily(step) ? DAY_SECONDS / step.count : 1);

/** Numbers of intervals in which slots repeat after a season: by the local clock, or counted where that shows no season. */
function cellsOf({ start, step, timeZone }: Series, first: number, count: number): Float64Array {
  if (!followsWeek(step)) return new Float64Array(count).map((_, i) => first + i);
  const slots = slotsInDay(step);
  return gridOf(start, step, timeZone, first + count)
    .subarray(first)
    .map((instant) => Math.floor((wallSecondsAt(timeZone, instant) / DAY_SECONDS) * slots));
}

/** Which slots are open: those with values often enough, or that went by too rarely to tell. */
function openSlots(cells: Float64Array, slots: number, values: Float64Array): boolean[] {
  const passed = new Uint32Array(slots);
  const seen = new Uint32Array(slots);
  for (let i = 0; i < cells.length; i++) {
    const slot = modulo(cells[i], slots);
    passed[slot]++;
    if (!Number.isNaN(values[i])) seen[slot]++;
  }
  return Array.from(passed, (many, slot) => many < 2 || seen[slot] > OPEN_ABOVE_SHARE * many);
}

function ranksOfOpen(open: readonly boolean[]): Int32Array {
  let rank = 0;
  return Int32Array.from(open, (isOpen) => (isOpen ? rank++ : CLOSED));
}

function placesInEveryOpenDay(ranks: Int32Array, slots: number): number | undefined {
  const perDay = Array.from(
    { length: ranks.length / slots },
    (_, day) => ranks.subarray(day * slots, (day + 1) * slots).filter((rank) => rank !== CLOSED).length,
  ).filter((many) => many > 0);
  const [first] = perDay;
  return first > 1 && perDay.every((many) => many === first) ? first : undefined;
}

function meansByPlace(places: Int32Array, values: Float64Array): Float64Array {
  const sums = new Float64Array((places.findLast((place) => place !== CLOSED) ?? CLOSED) + 1);
  const counts = new Uint32Array(sums.length);
  for (let i = 0; i < places.length; i++) {
    if (places[i] === CLOSED || Number.isNaN(values[i])) continue;
    sums[places[i]] += values[i];
    counts[places[i]]++;
  }
  return sums.map((sum, place) => sum / counts[place]);
}

/** Of whole numbers. The remainder of floating-point numbers takes many times as long as a division. */
const modulo = (value: number, divisor: number): number => value - divisor * Math.floor(value / divisor);
