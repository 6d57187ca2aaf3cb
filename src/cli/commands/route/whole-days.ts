import { calendarStep } from '../../../series/calendar-step.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { TimeRange } from '../../../store/volumes/time-range.ts';
import { askedRange } from '../history/asked-range.ts';

/** The history that every subcommand asks for: the last `days` local days that are over, so that one recording answers them all. */
export const wholeDays = (days: number, timeZone: string, asOf: EpochSeconds): TimeRange =>
  askedRange({ days }, calendarStep('P1D'), timeZone, asOf);
