import { addSteps, type CalendarStep, calendarStep, floorToStep } from '../series/calendar-step.ts';
import { type EpochSeconds, instantOfWall } from '../series/time-zone.ts';

/** A stretch of time, half open. */
export interface Period {
  readonly from: EpochSeconds;
  /** Excluded. */
  readonly to: EpochSeconds;
}

/** Whole calendar units that can be named; each begins where the calendar says: a week on Monday, a month on its first. */
const CALENDAR_UNITS: Readonly<Record<string, string>> = { hour: 'PT1H', day: 'P1D', week: 'P1W', month: 'P1M' };

const COUNTED_UNITS: Readonly<Record<string, string>> = { h: 'PT1H', d: 'P1D', w: 'P1W' };

/**
 * The last whole stretch before `asOf` on the calendar of `timeZone`: `day`, `week` and `month` are yesterday, the last week
 * from Monday to Sunday and the last calendar month; `24h`, `7d` and `2w` are so many whole hours, days and weeks. So a report
 * that runs every night has another period each time, and always the same one for the same night. Throws RangeError for
 * anything else.
 */
export function lastPeriod(text: string, asOf: EpochSeconds, timeZone: string): Period {
  const { step, count } = relative(text);
  const to = floorToStep(asOf, step, timeZone);
  return { from: addSteps(to, step, timeZone, -count), to };
}

function relative(text: string): { step: CalendarStep; count: number } {
  const unit = CALENDAR_UNITS[text];
  if (unit !== undefined) return { step: calendarStep(unit), count: 1 };
  const match = /^(\d{1,4})([hdw])$/.exec(text);
  const counted = COUNTED_UNITS[match?.[2] ?? ''];
  const count = Number(match?.[1]);
  if (counted === undefined || !(count > 0)) {
    throw new RangeError(`'${text}' is not a period: write ${Object.keys(CALENDAR_UNITS).join(', ')}, 24h, 7d or 2w`);
  }
  return { step: calendarStep(counted), count };
}

/** A local date, which stands for its midnight in `timeZone`, or an instant with its offset. Throws RangeError for anything else. */
export function instantOf(text: string, timeZone: string): EpochSeconds {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  const seconds = Date.parse(isDate ? `${text}T00:00:00Z` : text) / 1000;
  const isInstant = isDate || /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text);
  // The 30th of February is read as the 1st of March.
  const exists = !isDate || (!Number.isNaN(seconds) && new Date(seconds * 1000).toISOString().startsWith(text));
  if (!isInstant || Number.isNaN(seconds) || !exists) {
    throw new RangeError(`'${text}' is neither a date nor an instant with its offset`);
  }
  return isDate ? instantOfWall(timeZone, seconds) : seconds;
}
