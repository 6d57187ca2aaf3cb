import { Cron } from 'croner';
import { usageFailure } from '../errors.ts';
import { type EpochSeconds, instantOfWall, wallSecondsAt } from '../series/time-zone.ts';

/** The instants that a cron expression names on the clocks of one time zone. */
export interface CronClock {
  readonly expression: string;
  readonly timeZone: string;
  /** The first instant after `instant`, in whole seconds; undefined when there is none. */
  next(instant: EpochSeconds): EpochSeconds | undefined;
}

/**
 * Reads a cron expression: five fields, six with seconds first, or a nickname such as `@daily`, in a zone that must be known.
 * Changes of clocks are taken as Vixie cron does: a time that is skipped comes once, at the change; one that is repeated
 * comes once, when it is first shown; and where the hour is a star, runs follow the time that passes. Fails with exit code
 * 2 for what is no expression, and for one that names no date.
 */
export function cronClock(expression: string, timeZone: string): CronClock {
  const next = isForEveryHour(expression)
    ? followingPassingTime(expression, timeZone)
    : followingWallClock(expression, timeZone);
  if (next(0) !== undefined) return { expression, timeZone, next };
  throw usageFailure(`the cron expression '${expression}' names no date that exists`, EXAMPLE);
}

const EXAMPLE = 'minute, hour, day of the month, month, day of the week: "0 2 * * *" is 02:00 every night';

type Next = CronClock['next'];

const followingPassingTime = (expression: string, timeZone: string): Next => enumerated(expression, timeZone);

/**
 * The expression is read on a clock that never changes, and each of its times is then looked up in the zone: the package itself
 * leaves out the times of a skipped hour, unless it is one, and gives those of a repeated hour twice.
 */
function followingWallClock(expression: string, timeZone: string): Next {
  const nextWall = enumerated(expression, 'UTC');
  return (instant) => {
    let wall = nextWall(wallSecondsAt(timeZone, instant));
    while (wall !== undefined) {
      const shown = instantOfWall(timeZone, wall);
      if (shown > instant) return shown;
      wall = nextWall(wall);
    }
    return undefined;
  };
}

function enumerated(expression: string, timeZone: string): Next {
  const cron = parsed(expression, timeZone);
  return (after) => {
    const date = cron.nextRun(new Date(after * 1000));
    return date === null ? undefined : date.getTime() / 1000;
  };
}

function parsed(expression: string, timezone: string): Cron {
  try {
    return new Cron(expression, { timezone, paused: true, mode: '5-or-6-parts' });
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const reason = error.message.replace(/^CronPattern: /, '').replace(/\.$/, '');
    throw usageFailure(`'${expression}' is no cron expression: ${reason}`, EXAMPLE, error);
  }
}

function isForEveryHour(expression: string): boolean {
  const fields = expression.trim().toLowerCase().split(/\s+/);
  return fields[0] === '@hourly' || fields[fields.length === 6 ? 2 : 1]?.startsWith('*') === true;
}
