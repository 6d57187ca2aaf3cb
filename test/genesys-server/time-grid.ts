import { TZDate } from '@date-fns/tz';
import { badRequest } from './reply.ts';

const INSTANT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)`;
const INTERVAL = new RegExp(`^(${INSTANT})/(${INSTANT})$`);

/** Reads `start/end`, both ISO 8601 with an offset, into epoch milliseconds; refuses like the platform. */
export function readInterval(interval: string): { startMs: number; endMs: number } {
  const [, start = '', end = ''] = INTERVAL.exec(interval) ?? [];
  const startMs = Date.parse(start);
  const endMs = Date.parse(end);
  if (startMs < endMs) return { startMs, endMs };
  throw badRequest(
    'Interval must be specified as ISO-8601 strings: start/end, start before end.',
    'interval',
    'invalid.date',
  );
}

/**
 * The borders of the intervals that a query is answered in: both ends, and between them every local midnight (`P1D`), or
 * every multiple of a shorter step counted from local midnight. Clock changes make days of 23 and 25 hours. Without a
 * granularity the whole range is one interval.
 */
export function intervalBorders(
  range: { startMs: number; endMs: number },
  granularity: string | undefined,
  timeZone: string,
): number[] {
  if (granularity === undefined) return [range.startMs, range.endMs];
  const stepMs = stepOf(granularity);
  const borders = [range.startMs];
  let midnight = localMidnight(range.startMs, timeZone, 0);
  while (midnight < range.endMs) {
    const nextMidnight = localMidnight(midnight, timeZone, 1);
    for (let at = midnight; at < nextMidnight; at += stepMs ?? nextMidnight - midnight) {
      if (at > range.startMs && at < range.endMs) borders.push(at);
    }
    midnight = nextMidnight;
  }
  return [...borders, range.endMs];
}

/** Whether the zone is one of the tz database; a date in an unknown zone is invalid. */
export const isKnownZone = (timeZone: string): boolean => !Number.isNaN(new TZDate(0, timeZone).getTime());

/** Milliseconds of a step below a day; undefined for a day. */
function stepOf(granularity: string): number | undefined {
  if (granularity === 'P1D') return undefined;
  const [, many, unit] = /^PT(\d{1,4})([HM])$/.exec(granularity) ?? [];
  if (many === undefined) throw new Error(`this server does not cut time by ${granularity}`);
  return Number(many) * (unit === 'H' ? 3_600_000 : 60_000);
}

/** Start of the local day `daysLater` after the one that contains `instantMs`. */
function localMidnight(instantMs: number, timeZone: string, daysLater: number): number {
  const key = `${timeZone} ${instantMs} ${daysLater}`;
  const midnight = midnights.get(key) ?? foundMidnight(instantMs, timeZone, daysLater);
  midnights.set(key, midnight);
  return midnight;
}

/** Local times are slow to find, and the same queries come again and again. */
const midnights = new Map<string, number>();

function foundMidnight(instantMs: number, timeZone: string, daysLater: number): number {
  const local = new TZDate(instantMs, timeZone);
  return new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + daysLater, timeZone).getTime();
}
