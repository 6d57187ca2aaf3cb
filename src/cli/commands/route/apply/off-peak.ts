import { Failure, usageFailure } from '../../../../errors.ts';
import { type DailyWindow, dailyWindow, isOpen, nextOpening } from '../../../../schedule/window.ts';
import { isoInstant, localTime } from '../../../../series/iso-instant.ts';
import type { EpochSeconds } from '../../../../series/time-zone.ts';

/** When a run may write. */
export interface OffPeak {
  isOpen(now: EpochSeconds): boolean;
  /** From `now` on. */
  opensAt(now: EpochSeconds): EpochSeconds;
  /** The failure of a run that is outside: exit code 75, with the time at which to come again. */
  closed(now: EpochSeconds): Failure;
}

/** A window such as `01:00-05:00` by the clock of a zone. Fails with exit code 2 for one that is none. */
export function offPeak(text: string, timeZone: string): OffPeak {
  const window = windowOf(text);
  const opensAt = (now: EpochSeconds) => nextOpening(window, timeZone, now);
  return {
    isOpen: (now) => isOpen(window, timeZone, now),
    opensAt,
    closed: (now) => {
      const opening = opensAt(now);
      return new Failure(
        `${localTime(timeZone, now)} in ${timeZone} is outside the window ${text}: nothing was changed`,
        {
          code: 'GCF-NOT-NOW',
          exitCode: 75,
          hint: `the window opens at ${isoInstant(opening)} (${localTime(timeZone, opening)} in ${timeZone})`,
        },
      );
    },
  };
}

function windowOf(text: string): DailyWindow {
  try {
    return dailyWindow(text);
  } catch (error) {
    if (error instanceof RangeError)
      throw usageFailure(error.message, 'give local times, for example --window 01:00-05:00 --time-zone Europe/Berlin');
    throw error;
  }
}
