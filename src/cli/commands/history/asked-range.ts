import { usageFailure } from '../../../errors.ts';
import { addSteps, type CalendarStep, calendarStep, floorToStep } from '../../../series/calendar-step.ts';
import { localTime } from '../../../series/iso-instant.ts';
import { type EpochSeconds, instantOfWall } from '../../../series/time-zone.ts';
import type { TimeRange } from '../../../store/volumes/time-range.ts';

/** A range as options give it: the last days, or from a local date or instant to another. */
export interface RangeOptions {
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
}

/**
 * The whole intervals that are asked for. Dates are midnights of `timeZone`, `to` is excluded; without `to` the range ends with
 * the last interval that is over at `asOf`, and without `from` it starts `days` local days earlier. What is not over yet is
 * cut off. Fails with exit code 2 when nothing is left.
 */
export function askedRange(
  options: RangeOptions & { readonly days: number },
  step: CalendarStep,
  timeZone: string,
  asOf: EpochSeconds,
): TimeRange {
  const over = floorToStep(asOf, step, timeZone);
  const asked = options.to === undefined ? over : floorToStep(instantOf(options.to, timeZone), step, timeZone);
  const to = Math.min(asked, over);
  const from =
    options.from === undefined
      ? daysBefore(to, options.days, timeZone)
      : floorToStep(instantOf(options.from, timeZone), step, timeZone);
  if (from < to) return { from, to };
  const [start, end] = [from, to].map((instant) => localTime(timeZone, instant));
  throw usageFailure(
    `the range ends before it starts: from ${start} to ${end} (${timeZone})`,
    asked > over
      ? `intervals that are not over at ${localTime(timeZone, asOf)} are left out: choose an earlier --from`
      : '--to is excluded: choose it after --from',
  );
}

/** The start of the local day that lies `days` before the one of `instant`. */
export function daysBefore(instant: EpochSeconds, days: number, timeZone: string): EpochSeconds {
  const day = calendarStep('P1D');
  return addSteps(floorToStep(instant, day, timeZone), day, timeZone, -days);
}

/** `2026-01-05` is its midnight in `timeZone`; anything else is an instant with its offset. */
function instantOf(text: string, timeZone: string): EpochSeconds {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return instantOfWall(timeZone, Date.parse(`${text}T00:00:00Z`) / 1000);
  return Date.parse(text) / 1000;
}
