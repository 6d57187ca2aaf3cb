import Holidays, { type HolidaysTypes } from 'date-holidays';
import { usageFailure } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';
import type { CalendarEvent } from '../series/event.ts';
import { DAY_SECONDS } from '../series/time-zone.ts';

/** Kinds of holidays by how they are kept; what is merely observed is none. */
const KINDS: Readonly<Partial<Record<HolidaysTypes.HolidayType, string>>> = {
  public: 'public holiday',
  bank: 'bank holiday',
  optional: 'optional holiday',
};

const HALF_DAY = 'half holiday';
const HOURS_OF_HALF_DAY = 12;

/**
 * The public, bank and optional holidays of a country, or of one of its states or regions (`US`, `US-NM`, `DE-BW`), in the local years from
 * `firstYear` to `lastYear`, by their English names where they have any. A day off in lieu has the name of its holiday; days that
 * are kept from noon on are of a kind of their own. Fails with exit code 2 for a place that is not known.
 */
export function publicHolidays(place: string, firstYear: number, lastYear: number): CalendarEvent[] {
  const calendar = calendarOf(place);
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return years.flatMap((year) => calendar.getHolidays(year, 'en').flatMap(eventOf));
}

function eventOf({ date, start, end, name, type }: HolidaysTypes.Holiday): CalendarEvent[] {
  const kind = KINDS[type];
  if (kind === undefined) return [];
  const hours = (end.getTime() - start.getTime()) / 3_600_000;
  const firstDay = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / (DAY_SECONDS * 1000);
  return [
    {
      name: name.replace(/ \(substitute day\)$/, ''),
      kind: hours <= HOURS_OF_HALF_DAY ? HALF_DAY : kind,
      firstDay,
      // A day with a change of clocks is an hour longer or shorter.
      lastDay: firstDay + Math.max(1, Math.round(hours / 24)) - 1,
    },
  ];
}

/** A place is a country, or a state or region in it, joined by a hyphen. */
function calendarOf(place: string): Holidays {
  const [country, ...rest] = place.toUpperCase().split('-');
  const state = rest.join('-');
  const all = new Holidays();
  const countries = Object.keys(all.getCountries('en'));
  if (!countries.includes(country)) throw unknownPlace(place, all.getCountries('en'), '');
  if (state === '') return new Holidays(country);
  const states = all.getStates(country, 'en') ?? {};
  if (!(state in states)) throw unknownPlace(place, states, `${country}-`);
  return new Holidays(country, state);
}

/** Countries and states are known by code; a name, such as `Germany`, leads to its code. */
function unknownPlace(place: string, names: Readonly<Record<string, string>>, prefix: string) {
  const byName = new Map(Object.entries(names).map(([code, name]) => [name, `${prefix}${code}`]));
  const codes = [...byName.values()];
  const near = nearestName(place, [...byName.keys()]);
  const meant = (near === undefined ? undefined : byName.get(near)) ?? nearestName(place, codes);
  return usageFailure(
    `no holidays are known of ${place}`,
    meant === undefined
      ? `give a country, or a state in it, by its ISO code, for example US, US-NM or DE-BW${prefix === '' || codes.length === 0 ? '' : `; known: ${codes.join(', ')}`}`
      : `did you mean ${meant}?`,
  );
}
