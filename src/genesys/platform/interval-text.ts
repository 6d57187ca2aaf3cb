import { type EpochSeconds, offsetSecondsAt } from '../../series/time-zone.ts';

/** A half-open stretch of time. */
export interface TimeSpan {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
}

/**
 * The API's `start/end`, each with the offset from UTC that clocks in `timeZone` show at it: the service cuts the first
 * interval by that offset.
 */
export const intervalText = ({ from, to }: TimeSpan, timeZone: string): string =>
  `${instantText(from, timeZone)}/${instantText(to, timeZone)}`;

function instantText(instant: EpochSeconds, timeZone: string): string {
  const offsetSeconds = offsetSecondsAt(timeZone, instant);
  const wall = new Date((instant + offsetSeconds) * 1000).toISOString().slice(0, -1);
  const minutes = Math.abs(offsetSeconds) / 60;
  const [hh, mm] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return offsetSeconds === 0 ? `${wall}Z` : `${wall}${offsetSeconds < 0 ? '-' : '+'}${hh}:${mm}`;
}

/** The instants of a `start/end` with any ISO 8601 offset; undefined for anything else, a time without offset included. */
export function parseInterval(text: string): TimeSpan | undefined {
  const [from, to, ...more] = text.split('/').map(parseInstant);
  return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

function parseInstant(text: string): EpochSeconds | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|([+-]\d\d):?(\d\d)?)$/.exec(text);
  if (match === null) return undefined;
  const [, local, hours, minutes = '00'] = match;
  const ms = Date.parse(hours === undefined ? `${local}Z` : `${local}${hours}:${minutes}`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}
