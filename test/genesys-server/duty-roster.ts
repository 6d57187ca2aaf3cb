import { TZDate } from '@date-fns/tz';

/** A half-open stretch of epoch milliseconds. */
export type Stretch = readonly [startMs: number, endMs: number];

const hours = (from: number, to: number): Stretch => [from * 60, to * 60];

/** On queue, in minutes of the local day: the early and the late shift with its lunch, and Saturday's short one. */
const EARLY = [hours(9, 12), hours(12.5, 17)];
const LATE = [hours(10, 13.5), hours(14, 18)];
const SATURDAY = [hours(10, 14)];

/**
 * When the agent with this number in his team is planned on queue on a local day: even numbers early, odd ones late, and every
 * second Saturday in turn. Nobody works on Sundays.
 */
export function plannedStretches(timeZone: string, day: LocalDay, agent: number): readonly Stretch[] {
  const key = `${timeZone} ${day.number} ${agent % 2}`;
  const stretches = known.get(key) ?? shiftStretches(timeZone, day, agent);
  known.set(key, stretches);
  return stretches;
}

/** Local times are slow to find, and the same for half of the agents. */
const known = new Map<string, readonly Stretch[]>();

function shiftStretches(timeZone: string, day: LocalDay, agent: number): Stretch[] {
  const { weekday, number } = day;
  if (weekday === 0) return [];
  const worksSaturday = (Math.floor(number / 7) + agent) % 2 === 0;
  const shifts = weekday === 6 ? (worksSaturday ? SATURDAY : []) : agent % 2 === 0 ? EARLY : LATE;
  return shifts.map(([from, to]) => [atMinute(timeZone, day, from), atMinute(timeZone, day, to)]);
}

/** A day of a calendar, without a zone. */
export interface LocalDay {
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 0 Sunday to 6 Saturday. */
  readonly weekday: number;
}

export function localDay(number: number): LocalDay {
  const day = new Date(number * 86_400_000);
  return {
    number,
    year: day.getUTCFullYear(),
    month: day.getUTCMonth(),
    date: day.getUTCDate(),
    weekday: day.getUTCDay(),
  };
}

/** The day of the calendar that clocks in a zone show: no zone is a whole day away from UTC. */
export function dayNumberAt(timeZone: string, instantMs: number): number {
  const utcDay = Math.floor(instantMs / 86_400_000);
  if (instantMs < midnight(timeZone, utcDay)) return utcDay - 1;
  return instantMs < midnight(timeZone, utcDay + 1) ? utcDay : utcDay + 1;
}

/** The instant at which a day begins in a zone; each is looked up once, since centres ask for every interval of every agent. */
function midnight(timeZone: string, day: number): number {
  const ofZone = midnights.get(timeZone) ?? new Map<number, number>();
  midnights.set(timeZone, ofZone);
  const startMs = ofZone.get(day) ?? atMinute(timeZone, localDay(day), 0);
  ofZone.set(day, startMs);
  return startMs;
}

const midnights = new Map<string, Map<number, number>>();

/** The instant at which clocks show so many minutes after midnight. */
export const atMinute = (timeZone: string, { year, month, date }: LocalDay, minutes: number): number =>
  new TZDate(year, month, date, Math.floor(minutes / 60), minutes % 60, timeZone).getTime();
