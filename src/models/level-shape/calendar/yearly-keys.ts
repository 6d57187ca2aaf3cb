import { calendarDate } from './calendar-date.ts';
import { easterSunday } from './easter.ts';

/** A rule by which a day comes back every year. */
export interface YearlyKey {
  readonly name: string;
  /** Whether many countries have a holiday by it, so that seeing it once is enough. */
  readonly isLikelyHoliday: boolean;
}

// Carnival from Rose Monday to Ash Wednesday, Maundy Thursday to Easter Monday, Ascension, Whit Sunday and Monday, Corpus Christi.
const CHURCH_DAYS = [-48, -47, -46, -3, -2, -1, 0, 1, 39, 49, 50, 60];
const CHURCH_HOLIDAYS = [-2, 0, 1, 39, 50];
const FIXED_HOLIDAYS = ['1-1', '5-1', '8-15', '11-1', '12-24', '12-25', '12-26', '12-31'];
// Monday holidays of English-speaking countries and Japan, Thanksgiving, and the Friday after it.
const [MONDAY, THURSDAY, FRIDAY] = [1, 4, 5];
// A week around Easter moves the Mondays and Fridays of spring; around New Year dates alone count.
const NEAR_EASTER_DAYS = 7;

// Every history asks for the same days many times over.
const known = new Map<number, readonly YearlyKey[]>();

/** By which rules a day, counted from 1970-01-01, would come back: its date, the how manieth weekday of its month, Easter. */
export function yearlyKeys(day: number): readonly YearlyKey[] {
  let keys = known.get(day);
  if (keys === undefined) {
    keys = keysOf(day);
    known.set(day, keys);
  }
  return keys;
}

function keysOf(day: number): YearlyKey[] {
  const { year, month, dayOfMonth, daysInMonth, weekday } = calendarDate(day);
  const date = `${month}-${dayOfMonth}`;
  const keys: YearlyKey[] = [{ name: date, isLikelyHoliday: FIXED_HOLIDAYS.includes(date) }];
  if ((month === 12 && dayOfMonth >= 20) || (month === 1 && dayOfMonth <= 7)) return keys;
  const fromEaster = day - easterSunday(year);
  if (CHURCH_DAYS.includes(fromEaster))
    keys.push({ name: `Easter ${fromEaster}`, isLikelyHoliday: CHURCH_HOLIDAYS.includes(fromEaster) });
  const hasOwnRule = weekday === MONDAY || weekday === THURSDAY || weekday === FRIDAY;
  if (!hasOwnRule || Math.abs(fromEaster) <= NEAR_EASTER_DAYS) return keys;
  const isLikelyHoliday = weekday === MONDAY;
  keys.push({ name: `${month}, weekday ${weekday}, ${Math.ceil(dayOfMonth / 7)}`, isLikelyHoliday });
  if (dayOfMonth + 7 > daysInMonth) keys.push({ name: `${month}, weekday ${weekday}, last`, isLikelyHoliday });
  return keys;
}
