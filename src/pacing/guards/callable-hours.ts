import type { EpochSeconds } from '../../series/time-zone.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

/** A time in which calls are allowed, half open. */
export interface CallableTime {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
}

/** Whether calls are allowed at some moment of a time. */
export const isPartlyCallable = ({ start, end }: CallableTime, callable: readonly CallableTime[]): boolean =>
  callable.some((time) => time.start < end && start < time.end);

/** No increase for a time that is not wholly within one or several callable times. The order of the times does not matter. */
export function callableHoursGuard(
  before: number,
  wanted: number,
  interval: CallableTime,
  callable: readonly CallableTime[],
): Verdict {
  for (const { start, end } of [interval, ...callable])
    if (!(end > start)) throw new RangeError(`a callable time must end after its start, not at ${end} from ${start}`);
  let reached = interval.start;
  for (const { start, end } of [...callable].sort((a, b) => a.start - b.start))
    if (start <= reached && end > reached) reached = end;
  return reached >= interval.end
    ? passes('callable-hours', wanted, 'the interval lies within callable hours')
    : holdsBack(
        'callable-hours',
        Math.min(before, wanted),
        'the interval is not wholly within callable hours: no increase',
      );
}
