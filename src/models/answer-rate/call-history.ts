import { type CalendarStep, calendarStep, floorToStep, gridOf, stepsBetween } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';

/** What a campaign dialled and what was answered, per calendar interval: two aligned series without gaps in the grid. */
export interface CallHistory {
  /** Start of the first interval. */
  readonly start: EpochSeconds;
  /** Divides an hour. */
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** Calls placed; NaN is missing. An interval without attempts tells nothing of the rate. */
  readonly attempts: Float64Array;
  /** Those of them that a person answered; NaN where, and only where, `attempts` is. */
  readonly answers: Float64Array;
}

/** The same by the whole local hour; an hour without attempts, or with a part that is missing, has 0 of both. */
export interface HourlyCalls {
  /** Start of the first whole hour. */
  readonly start: EpochSeconds;
  readonly timeZone: string;
  readonly attempts: Float64Array;
  readonly answers: Float64Array;
}

export const HOUR = calendarStep('PT1H');

/**
 * Sums a history into whole local hours that had ended at `asOf`; the grid reaches up to the hour that was running then, whatever
 * the history lacks. An hour that is not there in full, such as the one that was running when the history was read, is left out.
 *
 * Throws RangeError when the series differ in length, for counts that are not whole, are negative, or are more answers than
 * attempts, for half a pair that is missing, and for a step that does not divide an hour.
 */
export function wholeHours(history: CallHistory, asOf: EpochSeconds): HourlyCalls {
  requireCounts(history);
  const { step, timeZone } = history;
  const perHour = intervalsPerHour(step);
  const starts = gridOf(history.start, step, timeZone, history.attempts.length);
  const start = floorToStep(history.start, HOUR, timeZone);
  const hours = Math.max(0, stepsBetween(start, floorToStep(asOf, HOUR, timeZone), HOUR, timeZone));
  const borders = gridOf(start, HOUR, timeZone, hours + 1);
  const attempts = new Float64Array(hours);
  const answers = new Float64Array(hours);
  for (let i = 0, hour = 0; hour < hours; hour++) {
    let seen = 0;
    for (; i < starts.length && starts[i] < borders[hour + 1]; i++) {
      if (Number.isNaN(history.attempts[i])) continue;
      attempts[hour] += history.attempts[i];
      answers[hour] += history.answers[i];
      seen++;
    }
    if (seen < perHour) {
      attempts[hour] = 0;
      answers[hour] = 0;
    }
  }
  return { start, timeZone, attempts, answers };
}

function intervalsPerHour(step: CalendarStep): number {
  if (step.unit !== 'second' || HOUR.count % step.count !== 0)
    throw new RangeError(`the step of a call history must divide an hour, not ${step.iso}`);
  return HOUR.count / step.count;
}

function requireCounts({ attempts, answers }: CallHistory): void {
  if (attempts.length !== answers.length)
    throw new RangeError(`${attempts.length} intervals of attempts for ${answers.length} of answers`);
  for (const [i, tried] of attempts.entries()) {
    const answered = answers[i];
    if (Number.isNaN(tried) && Number.isNaN(answered)) continue;
    if (Number.isInteger(tried) && Number.isInteger(answered) && 0 <= answered && answered <= tried) continue;
    throw new RangeError(
      `attempts and answers must be whole with 0 <= answers <= attempts, or both missing; interval ${i} has ${answered} of ${tried}`,
    );
  }
}
