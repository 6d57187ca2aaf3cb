import { InvalidArgumentError } from 'commander';
import { nearestName } from '../nearest-name.ts';
import { type OpeningHours, openingHours } from '../series/opening-hours.ts';

/** Parsers of option values: text in, checked value out. Each throws commander's error, which names the option. */

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    }
    return value;
  };

/** A number above `above` and below (or at, when `closed`) `most`. */
export const numberBetween =
  (above: number, most: number, closed = false) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value > above) || !(closed ? value <= most : value < most)) {
      const limit = most === Number.POSITIVE_INFINITY ? '' : ` and ${closed ? 'at most' : 'below'} ${most}`;
      throw new InvalidArgumentError(`Give a number above ${above}${limit}.`);
    }
    return value;
  };

/** `auto`, `true`, `false` or a Fourier order. */
export function seasonality(text: string): 'auto' | boolean | number {
  if (text === 'auto') return 'auto';
  if (text === 'true' || text === 'false') return text === 'true';
  const order = Number(text);
  if (text.trim() === '' || !Number.isInteger(order) || order < 0 || order > 100) {
    throw new InvalidArgumentError('Give auto, true, false or a Fourier order up to 100.');
  }
  return order;
}

/** Seconds since 1970 of an ISO 8601 instant with `Z` or an offset. */
export function instant(text: string): number {
  const seconds = Date.parse(text) / 1000;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text) || Number.isNaN(seconds)) {
    throw new InvalidArgumentError('Give an instant with its offset, for example 2026-01-05T06:00:00Z.');
  }
  return seconds;
}

/** A local date, or an instant with its offset; as it was given, since only a run knows its time zone. */
export function dateOrInstant(text: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  const midnight = Date.parse(`${text}T00:00:00Z`);
  // The 30th of February is read as the 1st of March.
  if (isDate && !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)) return text;
  if (!isDate) {
    instant(text);
    return text;
  }
  throw new InvalidArgumentError('Give a date, for example 2026-01-05, or an instant with its offset.');
}

/** A comma-separated list of names out of `known`; repeated options add to it. */
export const listOf =
  <Name extends string>(known: readonly Name[]) =>
  (text: string, before: readonly Name[] | undefined): readonly Name[] => {
    const names = text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => known.find((one) => one === name) ?? unknownName(name, known));
    return [...new Set([...(before ?? []), ...names])];
  };

function unknownName(name: string, known: readonly string[]): never {
  const meant = nearestName(name, known);
  const question = meant === undefined ? '' : ` (Did you mean ${meant}?)`;
  throw new InvalidArgumentError(`'${name}' is not one of ${known.join(', ')}.${question}`);
}

/** An option that may be given several times. */
export const collect = (text: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  text,
];

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a time such as `90s`, `5m`, `2h` or `1d`. */
export function duration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const unitSeconds = UNIT_SECONDS[unit ?? ''];
  if (unitSeconds !== undefined) return Number(count) * unitSeconds;
  throw new InvalidArgumentError('Give a time with its unit, for example 90s, 5m, 2h or 1d.');
}

/** `Mon-Fri 08:00-20:00, Sat 09:00-13:00`. */
export function opening(text: string): OpeningHours {
  try {
    return openingHours(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
