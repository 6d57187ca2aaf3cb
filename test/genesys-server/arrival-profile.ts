import { QUARTER_MS } from './quarter-hours.ts';
import type { Random } from './random.ts';

const HALF_HOUR_MS = 2 * QUARTER_MS;
const HALF_HOURS = 48;
const THOUSAND = 1000;

/** How a day's contacts are spread over its half-hours. */
export interface ArrivalProfile {
  /** Parts per thousand in each half-hour from midnight. */
  readonly permille: readonly number[];
  /** The half-hour of each of the thousand parts. */
  readonly halfHourOf: Uint8Array;
}

/** Throws unless 48 parts add up to a thousand. */
export function arrivalProfile(permille: readonly number[]): ArrivalProfile {
  const parts = permille.flatMap((many, halfHour) => new Array<number>(many).fill(halfHour));
  if (permille.length !== HALF_HOURS || parts.length !== THOUSAND) {
    throw new RangeError(`${parts.length} parts in ${permille.length} half-hours`);
  }
  return { permille, halfHourOf: Uint8Array.from(parts) };
}

/**
 * Times of day of `volume` contacts in milliseconds, ascending: a multinomial draw of the half-hours, and within each an
 * even spread.
 */
export function drawArrivals(volume: number, { halfHourOf }: ArrivalProfile, random: Random): Int32Array {
  const counts = new Int32Array(HALF_HOURS);
  for (let i = 0; i < volume; i++) counts[halfHourOf[Math.floor(random() * THOUSAND)]]++;
  const arrivals = new Int32Array(volume);
  let drawn = 0;
  counts.forEach((contacts, halfHour) => {
    const part = arrivals.subarray(drawn, drawn + contacts);
    for (let i = 0; i < contacts; i++) part[i] = halfHour * HALF_HOUR_MS + Math.floor(random() * HALF_HOUR_MS);
    part.sort();
    drawn += contacts;
  });
  return arrivals;
}
