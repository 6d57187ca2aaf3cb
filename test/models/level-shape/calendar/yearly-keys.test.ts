import { describe, expect, test } from 'vitest';
import { easterSunday } from '../../../../src/models/level-shape/calendar/easter.ts';
import { yearlyKeys } from '../../../../src/models/level-shape/calendar/yearly-keys.ts';

const dayOf = (date: string): number => Date.parse(date) / 86_400_000;

describe('Easter Sunday', () => {
  // python-dateutil: easter(year).isoformat(). 2038 and 2008 are the latest and almost the earliest that there can be.
  const dates =
    '1961-04-02 1999-04-04 2000-04-23 2008-03-23 2011-04-24 2016-03-27 2018-04-01 2019-04-21 2024-03-31 2025-04-20 2026-04-05 2038-04-25 2049-04-18 2076-04-19 2099-04-12';
  test.each(dates.split(' '))('%s', (date) => {
    expect(easterSunday(Number(date.slice(0, 4)))).toBe(dayOf(date));
  });
});

describe('the rules by which a day comes back', () => {
  const names = (date: string) => yearlyKeys(dayOf(date)).map(({ name }) => name);
  const shared = (a: string, b: string) => names(a).filter((name) => names(b).includes(name));

  test('Thanksgiving, the fourth Thursday of November, meets that of the year before and no other day', () => {
    expect(shared('2025-11-27', '2024-11-28')).toHaveLength(1 + 1); // in both years also the last Thursday
    expect(shared('2025-11-27', '2024-11-21')).toEqual([]);
  });

  test('a holiday on the last Monday meets it in a year in which that is another Monday', () => {
    // Memorial Day: the fourth Monday in 2025, the fifth in 2027.
    expect(shared('2025-05-26', '2027-05-31')).toHaveLength(1);
  });

  test('Whit Monday meets itself seven weeks after Easter', () => {
    expect(shared('2024-05-20', '2025-06-09')).toHaveLength(1);
  });

  test('around New Year days come back by date only', () => {
    expect(names('2025-12-25')).toEqual(['12-25']);
    expect(names('2026-01-05')).toEqual(['1-5']);
  });

  test('the Mondays around Easter are not those of their month', () => {
    expect(names('2025-04-21')).toEqual(['4-21', 'Easter 1']);
  });

  test('Christmas is a likely holiday, the 7th of March is not', () => {
    expect(yearlyKeys(dayOf('2025-12-25'))[0].isLikelyHoliday).toBe(true);
    expect(yearlyKeys(dayOf('2025-03-07')).some(({ isLikelyHoliday }) => isLikelyHoliday)).toBe(false);
  });
});
