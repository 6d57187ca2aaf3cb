import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publicHolidays } from '../../src/holidays/public-holidays.ts';

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const dates = (place: string, year: number, kind = 'public holiday') =>
  publicHolidays(place, year, year)
    .filter((event) => event.kind === kind)
    .map(({ firstDay }) => isoDay(firstDay));

describe('public holidays', () => {
  it('of the United States have every date, days in lieu included, of the Python package holidays', () => {
    // The table of the case nyc311_us_holidays was made with the list that Prophet carries.
    const { holidays } = JSON.parse(readFileSync('fixtures/reference/prophet/nyc311_us_holidays.json', 'utf8'));
    const theirs: string[] = holidays.rows.map(([, ds]: [string, string]) => ds);
    const ours = new Set([2016, 2017, 2018].flatMap((year) => dates('US', year)));
    const years = theirs.filter((ds) => ds < '2019');
    // Federal law moves Veterans Day from a weekend; this list keeps the day itself.
    expect(years.filter((ds) => !ours.has(ds))).toEqual(['2017-11-10', '2018-11-12']);
  });

  it('of a state are those of the country and its own', () => {
    // Act on Sundays and holidays of Baden-Württemberg, section 1: Epiphany, Corpus Christi, All Saints.
    const own = dates('DE-BW', 2025).filter((date) => !dates('DE', 2025).includes(date));
    expect(own).toEqual(['2025-01-06', '2025-06-19', '2025-11-01']);
  });

  it('that move have the same name each year', () => {
    // Easter Monday: 21 April 2014, 6 April 2015, 28 March 2016 (Meeus, Astronomical Algorithms, chapter 8).
    const mondays = publicHolidays('DE', 2014, 2016).filter(({ name }) => name === 'Easter Monday');
    expect(mondays.map(({ firstDay }) => isoDay(firstDay))).toEqual(['2014-04-21', '2015-04-06', '2016-03-28']);
  });

  it('that are kept on another day have one name on both', () => {
    // 4 July 2021 was a Sunday.
    const days = publicHolidays('US', 2021, 2021).filter(({ name }) => name === 'Independence Day');
    expect(days.map(({ firstDay }) => isoDay(firstDay))).toEqual(['2021-07-04', '2021-07-05']);
  });

  it('from noon on are half holidays', () => {
    expect(dates('DE', 2024, 'half holiday')).toEqual(['2024-12-24', '2024-12-31']);
  });

  it('are known by code only, and the nearest is suggested', () => {
    const failure = (place: string) => {
      try {
        publicHolidays(place, 2025, 2025);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(failure('Germany')).toMatchObject({ exitCode: 2, hint: 'did you mean DE?' });
    expect(failure('US-New Mexco')).toMatchObject({ exitCode: 2, hint: 'did you mean US-NM?' });
    expect(failure('Atlantis')).toMatchObject({ exitCode: 2, message: 'no holidays are known of Atlantis' });
    expect(failure('')).toMatchObject({ exitCode: 2 });
  });
});
