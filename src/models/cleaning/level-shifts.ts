import { median } from '../../numeric/median.ts';
import { studentTQuantile } from '../../numeric/student-t.ts';
import { nominalDays } from '../../series/calendar-step.ts';
import type { Series } from '../../series/series.ts';
import { DAY_SECONDS, type EpochSeconds, instantOfWall } from '../../series/time-zone.ts';
import { wholeDays } from '../../series/whole-days.ts';
import { type DailyHistory, dailyHistory } from '../level-shape/daily/daily-history.ts';

/** A day from which on all days of a history are so much more, or less, than before. */
export interface LevelShift {
  /** Its start. */
  readonly since: EpochSeconds;
  /** Median of days after over median of days before, each in units of its weekday. */
  readonly ratio: number;
}

// In a history without a shift none is found with a chance of 99.9 %, if weeks are normal around a line.
const FALSE_ALARM_CHANCE = 0.001;
// A step tells itself from a bend by the weeks beside it; those of another season tell nothing.
const MOST_WEEKS_OF_A_SIDE = 8;
const LEAST_WEEKS_OF_A_SIDE = 3;
// Of each week a day, so that some weekday has values often enough to be taken for open.
const LEAST_DAYS = 2 * LEAST_WEEKS_OF_A_SIDE;
// Nobody plans otherwise for less.
const LEAST_CHANGE = 0.1;
// A robust spread of next to nothing would make any change one.
const LEAST_DEVIATION = 0.02;

/**
 * Lasting steps of the level of a history of days, the earliest first: weekly medians of ln of days over their weekday are steps and lines
 * in the eight weeks on either side at most, three at least, and the step has a Student t that none of so many places shows by chance
 * (Bonferroni, 0.1 % in all). A steady growth is none, and neither is a change of less than a tenth. Without effects of the calendar
 * and single outages, which medians of weeks pass over. None of steps longer than a day, of values below 0, or where too little is known.
 */
export function levelShifts(series: Series): LevelShift[] {
  if (nominalDays(series.step) > 1) return [];
  const daily = wholeDays(series);
  const values = daily.values.filter((value) => !Number.isNaN(value));
  if (values.length < LEAST_DAYS || values.some((value) => value < 0) || !values.some((value) => value > 0)) return [];
  const history = dailyHistory(daily);
  return shiftsOf(history).map(({ place, ratio }) => ({
    since: instantOfWall(daily.timeZone, history.days[place] * DAY_SECONDS),
    ratio,
  }));
}

interface Step {
  /** The first place of the new level. */
  readonly place: number;
  readonly ratio: number;
}

function shiftsOf(history: DailyHistory): Step[] {
  const days = ratiosOfDays(history);
  const { season } = history;
  const weeks = Array.from({ length: Math.floor(days.length / season) }, (_, week) =>
    median(known(days.subarray(week * season, (week + 1) * season))),
  );
  const places = weeks.length - 2 * LEAST_WEEKS_OF_A_SIDE + 1;
  const steps = Array.from({ length: Math.max(0, places) }, (_, k) => ({
    week: k + LEAST_WEEKS_OF_A_SIDE,
    strength: stepStrength(weeks, k + LEAST_WEEKS_OF_A_SIDE, places),
  }));
  const shifts: Step[] = [];
  for (const { week, strength } of [...steps].sort((a, b) => b.strength - a.strength)) {
    if (!(strength > 1)) break;
    const shift = shiftAround(week * season, days, season);
    const isNew = shifts.every((other) => Math.abs(other.place - shift.place) > MOST_WEEKS_OF_A_SIDE * season);
    if (isNew && Math.abs(shift.ratio - 1) >= LEAST_CHANGE) shifts.push(shift);
  }
  return shifts.sort((a, b) => a.place - b.place);
}

/** ln of each day over the median of its slot of the week. */
function ratiosOfDays({ values, season, smallCount }: DailyHistory): Float64Array {
  const usual = Array.from({ length: season }, (_, slot) =>
    median(known(values.filter((_, i) => i % season === slot))),
  );
  return values.map((value, place) => Math.log((value + smallCount) / (usual[place % season] + smallCount)));
}

/** The size of Student's t of a step at a week, in units of what none of so many places shows by chance. */
function stepStrength(weeks: readonly number[], week: number, places: number): number {
  const first = Math.max(0, week - MOST_WEEKS_OF_A_SIDE);
  const end = Math.min(weeks.length, week + MOST_WEEKS_OF_A_SIDE);
  const at = Array.from({ length: end - first }, (_, i) => first + i).filter((each) => !Number.isNaN(weeks[each]));
  const freedom = at.length - 3;
  const before = at.filter((each) => each < week).length;
  if (before < LEAST_WEEKS_OF_A_SIDE || at.length - before < LEAST_WEEKS_OF_A_SIDE) return 0;
  const line = at.map((each) => each - week);
  const step = freeOf(
    at.map((each) => (each < week ? 0 : 1)),
    line,
  );
  const level = freeOf(
    at.map((each) => weeks[each]),
    line,
  );
  const size = product(step, step);
  const jump = product(step, level) / size;
  const rest = level.map((each, i) => each - jump * step[i]);
  const deviation = Math.max(LEAST_DEVIATION, Math.sqrt(product(rest, rest) / freedom));
  const strength = (Math.abs(jump) * Math.sqrt(size)) / deviation;
  return strength / studentTQuantile(1 - FALSE_ALARM_CHANCE / 2 / places, freedom);
}

/** What is left of values when the least squares line along `line` is taken away. */
function freeOf(values: readonly number[], line: readonly number[]): number[] {
  const meanLine =
    product(
      line,
      line.map(() => 1),
    ) / line.length;
  const mean =
    product(
      values,
      line.map(() => 1),
    ) / line.length;
  const centred = line.map((each) => each - meanLine);
  const slope = product(values, centred) / product(centred, centred);
  return values.map((value, i) => value - mean - slope * centred[i]);
}

const product = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, each, i) => sum + each * b[i], 0);

/** The day, within a week of a place, at which two levels fit the days around best. */
function shiftAround(place: number, days: Float64Array, season: number): Step {
  const reach = MOST_WEEKS_OF_A_SIDE * season;
  const [from, end] = [Math.max(0, place - reach), Math.min(days.length, place + reach)];
  const ofSide = (first: number, last: number): number => median(known(days.subarray(first, last)));
  const [before, after] = [ofSide(from, place), ofSide(place, end)];
  let best = { place, cost: Number.POSITIVE_INFINITY };
  for (let at = place - season; at <= place + season; at++) {
    const costAt = (i: number): number => Math.abs(days[i] - (i < at ? before : after));
    let cost = 0;
    for (let i = place - 2 * season; i < place + 2 * season; i++) if (!Number.isNaN(days[i])) cost += costAt(i);
    if (cost < best.cost) best = { place: at, cost };
  }
  return { place: best.place, ratio: Math.exp(ofSide(best.place, end) - ofSide(from, best.place)) };
}

const known = (values: Float64Array): Float64Array => values.filter((value) => !Number.isNaN(value));
