import type { CombinationErrors } from './combination-weights.ts';
import { absoluteErrors, type Target } from './combinations.ts';
import type { Components } from './components-at.ts';
import type { IntradayHistory } from './intraday-history.ts';

/** An origin within the history: what was known there, what came, and how far off each combination was. */
export interface InnerOrigin extends CombinationErrors {
  /** The first place after it. */
  readonly place: number;
  readonly components: Components;
  readonly targets: readonly Target[];
  /** Of each target; NaN is missing. */
  readonly values: Float64Array;
  /** Weeks ahead of each target, from 1. */
  readonly weeksAhead: Uint32Array;
  readonly weeksOfHistory: number;
  /** Weight by age, up to 1. */
  readonly discount: number;
}

// A quarter of a year: seasons change, and so may what forecasts them best.
const HALF_LIFE_WEEKS = 13;
const MOST_WEEKLY_ORIGINS = 26;
const MOST_DAILY_ORIGINS = 28;
// Longer leads are weighed like these, and their bounds widen by a rule.
const MOST_WEEKS_AHEAD = 4;
// Where there are less than twice as many, half of what is there.
const WEEKS_OF_HISTORY = 3;

/**
 * Origins within the history, the latest first: for a horizon of a week or more each week back, else each of the last four weeks'
 * days, at the time of day at which the history ends. `ordinary` is how far each day is an ordinary one, by what is known now.
 */
export function innerOrigins(
  history: IntradayHistory,
  horizonPlaces: number,
  componentsAt: (origin: number) => Components,
  ordinary: Float64Array,
): InnerOrigin[] {
  const { values, season } = history;
  const isWeekly = horizonPlaces >= season;
  const positions = isWeekly ? weeksBack(values.length, season) : daysBack(history);
  const most = isWeekly ? MOST_WEEKLY_ORIGINS : MOST_DAILY_ORIGINS;
  const places = Math.min(horizonPlaces, MOST_WEEKS_AHEAD * season);
  return usableOrigins(history, positions, most).flatMap((origin) =>
    originsUpTo(Math.min(values.length, origin + places), history, origin, componentsAt, ordinary),
  );
}

/** Origins at the starts of the last four weeks' open days, the latest first, each with the targets of its day. */
export function dayStartOrigins(
  history: IntradayHistory,
  componentsAt: (origin: number) => Components,
  ordinary: Float64Array,
): InnerOrigin[] {
  const { values, days } = history;
  const starts = [...values.keys()].filter((place) => place > 0 && days.ofPlace[place] !== days.ofPlace[place - 1]);
  const ends = new Map(starts.map((start, i) => [start, starts[i + 1] ?? values.length]));
  return usableOrigins(history, starts.reverse(), MOST_DAILY_ORIGINS).flatMap((origin) =>
    originsUpTo(ends.get(origin) ?? values.length, history, origin, componentsAt, ordinary),
  );
}

/** Those with enough history before them. */
function usableOrigins({ values, season }: IntradayHistory, positions: readonly number[], most: number): number[] {
  const leastPlaces = Math.min(WEEKS_OF_HISTORY * season, Math.floor(values.length / season / 2) * season);
  return positions
    .filter(
      (origin) => origin >= Math.max(leastPlaces, season) && values.subarray(0, origin).some((value) => value > 0),
    )
    .slice(0, most);
}

/** The origin with its targets before `end`, or none where nothing is known of them. */
function originsUpTo(
  end: number,
  history: IntradayHistory,
  origin: number,
  componentsAt: (origin: number) => Components,
  ordinary: Float64Array,
): InnerOrigin[] {
  const made = innerOrigin(history, origin, end, componentsAt(origin), ordinary);
  return made.values.every(Number.isNaN) ? [] : [made];
}

const weeksBack = (length: number, season: number): number[] =>
  Array.from({ length: Math.floor(length / season) }, (_, week) => length - (week + 1) * season);

/** The places at which each of the days before the last one had come as far as the history has now. */
function daysBack({ values, days, week: { times, slotsInDay }, season }: IntradayHistory): number[] {
  const clockAt = (place: number): number => days.calendar[days.ofPlace[place]] * slotsInDay + times[place % season];
  const last = clockAt(values.length - 1);
  const origins: number[] = [];
  let before = last - slotsInDay;
  for (let place = values.length - 1; place > 0; place--) {
    const clock = clockAt(place - 1);
    if (clock > before) continue;
    origins.push(place);
    before = last - slotsInDay * (Math.floor((last - clock) / slotsInDay) + 1);
  }
  return origins;
}

function innerOrigin(
  { values, season, days: { ofPlace, calendar }, week: { weekdays } }: IntradayHistory,
  origin: number,
  end: number,
  components: Components,
  ordinary: Float64Array,
): InnerOrigin {
  const places = new Uint32Array(end - origin).map((_, i) => origin + i);
  const targets = Array.from(places, (place) => ({
    slot: place % season,
    weekday: weekdays[place % season],
    calendarDay: calendar[ofPlace[place]],
  }));
  const discount = 2 ** (-(values.length - origin) / season / HALF_LIFE_WEEKS);
  const weights = new Float64Array(places.length).map((_, i) => discount * ordinary[ofPlace[origin + i]]);
  const observed = values.subarray(origin, end);
  return {
    place: origin,
    components,
    targets,
    values: observed,
    weeksAhead: places.map((place) => Math.floor((place - origin) / season) + 1),
    weeksOfHistory: origin / season,
    discount,
    errors: absoluteErrors(components, targets, observed, weights),
    days: discount * Math.min(7, daysWithValue(targets, observed)),
  };
}

/** Days have their targets in a row. */
function daysWithValue(targets: readonly Target[], values: Float64Array): number {
  let days = 0;
  let last = Number.NaN;
  for (let i = 0; i < targets.length; i++) {
    if (Number.isNaN(values[i]) || targets[i].calendarDay === last) continue;
    last = targets[i].calendarDay;
    days++;
  }
  return days;
}
