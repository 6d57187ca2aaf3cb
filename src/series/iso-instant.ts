import { type EpochSeconds, wallSecondsAt } from './time-zone.ts';

/** An instant as ISO 8601 in UTC, `2026-01-05T13:30:00Z`; milliseconds only where there are any. */
export function isoInstant(instant: EpochSeconds): string {
  return new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
}

/** The local date and time of an instant as people read it: `2026-01-05`, with ` 14:30` unless it is midnight. */
export function localTime(timeZone: string, instant: EpochSeconds): string {
  const iso = new Date(wallSecondsAt(timeZone, instant) * 1000).toISOString();
  return iso.slice(11, 16) === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
