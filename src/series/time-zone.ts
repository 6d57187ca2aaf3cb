/** Seconds since 1970-01-01T00:00:00Z. An instant, the same everywhere. */
export type EpochSeconds = number;

/**
 * What a clock on the wall in some zone shows, written as if it were UTC: seconds since 1970-01-01T00:00:00 of that clock.
 * Never mixed with instants: the same reading can occur twice, or not at all, when clocks change.
 */
export type WallSeconds = number;

export const DAY_SECONDS = 86_400;

interface Zone {
  /** Seconds east of UTC at an instant. */
  offsetSecondsAt(instant: EpochSeconds): number;
}

// No zone of the tz database changes its clocks twice within a week, so equal offsets a week apart mean no change between.
const PROBE_SECONDS = 7 * DAY_SECONDS;

const zones = new Map<string, Zone>();

/** Whether `Intl` knows this IANA name, such as `Europe/London`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Seconds east of UTC that clocks in `timeZone` show at `instant`. Throws RangeError for an unknown zone. */
export function offsetSecondsAt(timeZone: string, instant: EpochSeconds): number {
  if (timeZone === 'UTC') return 0;
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = readZone(timeZone);
    zones.set(timeZone, zone);
  }
  return zone.offsetSecondsAt(instant);
}

/** The reading of a wall clock in `timeZone` at `instant`. */
export function wallSecondsAt(timeZone: string, instant: EpochSeconds): WallSeconds {
  return instant + offsetSecondsAt(timeZone, instant);
}

/** The instants at which a wall clock in `timeZone` shows `wall`, in order: two when clocks go back, none when it is skipped. */
export function instantsOfWall(timeZone: string, wall: WallSeconds): EpochSeconds[] {
  if (timeZone === 'UTC') return [wall];
  const before = offsetSecondsAt(timeZone, wall - DAY_SECONDS);
  const after = offsetSecondsAt(timeZone, wall + DAY_SECONDS);
  const offsets = before === after ? [before] : [Math.max(before, after), Math.min(before, after)];
  return offsets.filter((offset) => offsetSecondsAt(timeZone, wall - offset) === offset).map((offset) => wall - offset);
}

/**
 * The instant at which a wall clock in `timeZone` shows `wall`: the first of two when clocks go back, and when the reading
 * is skipped the instant of the change (so the day after a skipped midnight starts at its first existing second).
 */
export function instantOfWall(timeZone: string, wall: WallSeconds): EpochSeconds {
  const [first] = instantsOfWall(timeZone, wall);
  if (first !== undefined) return first;
  const before = offsetSecondsAt(timeZone, wall - DAY_SECONDS);
  const after = offsetSecondsAt(timeZone, wall + DAY_SECONDS);
  return changeBetween(timeZone, wall - Math.max(before, after), wall - Math.min(before, after));
}

/** The first instant of the local day that contains `instant`. */
export function startOfDay(timeZone: string, instant: EpochSeconds): EpochSeconds {
  return instantOfWall(timeZone, wallMidnight(wallSecondsAt(timeZone, instant)));
}

/** The first instant after the local day that contains `instant`. */
export function startOfNextDay(timeZone: string, instant: EpochSeconds): EpochSeconds {
  return instantOfWall(timeZone, wallMidnight(wallSecondsAt(timeZone, instant)) + DAY_SECONDS);
}

/** The reading of midnight on the day of `wall`. */
export function wallMidnight(wall: WallSeconds): WallSeconds {
  return Math.floor(wall / DAY_SECONDS) * DAY_SECONDS;
}

/** The local weekday of an instant, 0 Sunday to 6 Saturday. */
export function weekdayOf(timeZone: string, instant: EpochSeconds): number {
  const day = Math.floor(wallSecondsAt(timeZone, instant) / DAY_SECONDS);
  // 1970-01-01 was a Thursday.
  return (((day + 4) % 7) + 7) % 7;
}

/** The instant after `before` from which the offset of `after` holds; the two differ by exactly one change. */
export function changeBetween(timeZone: string, before: EpochSeconds, after: EpochSeconds): EpochSeconds {
  return bisectChange((instant) => offsetSecondsAt(timeZone, instant), before, after);
}

function bisectChange(offsetAt: (instant: EpochSeconds) => number, before: EpochSeconds, after: EpochSeconds): number {
  const target = offsetAt(after);
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === target) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Formatting a date costs a microsecond and a series has tens of thousands of them. So offsets are read once a week from
 * `Intl`, changes found by bisection, and every other instant is a look-up.
 */
function readZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  const readOffset = (instant: EpochSeconds): number => {
    const part = Object.fromEntries(format.formatToParts(instant * 1000).map((p) => [p.type, p.value]));
    const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
    const wall = new Date(0);
    wall.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
    wall.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
    return wall.getTime() / 1000 - Math.floor(instant);
  };
  const probes = new Map<number, number>();
  const changes = new Map<number, EpochSeconds>();
  const probeAt = (week: number): number => {
    let offset = probes.get(week);
    if (offset === undefined) {
      offset = readOffset(week * PROBE_SECONDS);
      probes.set(week, offset);
    }
    return offset;
  };
  const stretchAround = (instant: EpochSeconds): Stretch => {
    const week = Math.floor(instant / PROBE_SECONDS);
    const [from, to] = [week * PROBE_SECONDS, (week + 1) * PROBE_SECONDS];
    const before = probeAt(week);
    const after = probeAt(week + 1);
    if (before === after) return { from, to, offset: before };
    let change = changes.get(week);
    if (change === undefined) {
      change = bisectChange(readOffset, from, to);
      changes.set(week, change);
    }
    return instant < change ? { from, to: change, offset: before } : { from: change, to, offset: after };
  };
  // Instants are asked for in order, mostly.
  let last: Stretch = { from: 0, to: 0, offset: 0 };
  return {
    offsetSecondsAt(instant) {
      if (!(instant >= last.from && instant < last.to)) last = stretchAround(instant);
      return last.offset;
    },
  };
}

/** Instants from one to another (excluded) at which clocks are so many seconds ahead of UTC. */
interface Stretch {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly offset: number;
}
